import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EventsNotPublished, type EventSink, type OutgoingEvent } from '@trackingbms/event-log';
import { topics } from '@trackingbms/message-contracts';
import { eventually } from '../testing/eventually.js';
import { inTemporaryDirectory } from '../testing/temporary-directory.js';
import { EventOutlet, type EventSpool } from './event-outlet.js';
import type { SpooledRecord } from './spool-head.js';
import { Spool } from './spool.js';

const event = (id: number): OutgoingEvent => ({
  topic: topics.readings,
  key: `1/${id % 3}`,
  tenantId: 1,
  partitionBy: 'battery',
  id: String(id),
  type: 'test',
  source: '/test',
  time: '2026-01-01T00:00:00.000Z',
  data: { id },
});

class TestSink implements EventSink {
  readonly taken: number[] = [];
  calls = 0;
  answer: (events: readonly OutgoingEvent[]) => void | Promise<void> = () => undefined;

  async publish(events: readonly OutgoingEvent[]): Promise<void> {
    this.calls += 1;
    await this.answer(events);
    this.taken.push(...events.map(({ id }) => Number(id)));
  }
}

const away = () => {
  throw new EventsNotPublished('UNAVAILABLE', [0]);
};
const allAway = (events: readonly OutgoingEvent[]) => {
  throw new EventsNotPublished('TIMEOUT', [...events.keys()]);
};
const refused = (id: string) =>
  Object.assign(new Error('refused'), { code: 'EVENT.NOT_VALID', transient: false, id });

async function outletWith(
  work: (parts: {
    outlet: EventOutlet;
    sink: TestSink;
    spool: Spool;
    seen: string[];
    reopen(): Promise<Spool>;
  }) => Promise<void>,
): Promise<void> {
  await inTemporaryDirectory(async (directory) => {
    const settings = { directory, maxBytes: 8 * 1024 * 1024, whenFull: 'drop-oldest' as const };
    const spool = await Spool.open(settings);
    const sink = new TestSink();
    const seen: string[] = [];
    const outlet = new EventOutlet(
      sink,
      spool,
      {
        refused: ({ id }) => seen.push(`refused ${id}`),
        spooling: () => seen.push('spooling'),
        caughtUp: () => seen.push('caught up'),
      },
      { pausesMilliseconds: [1], batchSize: 10 },
    );
    outlet.start();
    try {
      await work({ outlet, sink, spool, seen, reopen: () => Spool.open(settings) });
    } finally {
      await outlet.close();
    }
  });
}

/** A spool in memory whose every step takes a random number of turns. */
class SlowSpool implements EventSpool {
  private records: SpooledRecord[] = [];
  private next = 0;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly turns: () => number) {}

  get isEmpty(): boolean {
    return this.records.length === 0;
  }
  append = (payloads: readonly Buffer[]) =>
    this.inTurn(() => payloads.forEach((payload) => this.records.push({ sequence: this.next++, payload })));
  peek = (most: number) => this.inTurn(() => this.records.slice(0, most));
  advanceTo = (sequence: number) =>
    this.inTurn(() => {
      this.records = this.records.filter((record) => record.sequence >= sequence);
    });
  close = () => Promise.resolve();

  private inTurn<T>(work: () => T): Promise<T> {
    const result = this.turn.then(async () => {
      await turnsPass(this.turns());
      return work();
    });
    this.turn = result;
    return result;
  }
}

async function turnsPass(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

describe('the outlet', () => {
  it('sends at once and in order while the log is there, and touches no disk', () =>
    outletWith(async ({ outlet, sink, spool }) => {
      for (const id of numbers(0, 35)) outlet.send([event(id)]);
      await eventually(() => sink.taken.length === 35);
      expect(sink.taken).toEqual(numbers(0, 35));
      expect(spool.bytes).toBe(0);
    }));

  it('keeps what comes while the log is away on the disk, and sends it in order before what comes later', () =>
    outletWith(async ({ outlet, sink, spool, seen }) => {
      sink.answer = allAway;
      outlet.send(numbers(0, 5).map(event));
      await eventually(() => spool.records === 5);
      for (const id of numbers(5, 60)) outlet.send([event(id)]);
      await eventually(() => spool.records === 60);
      expect(sink.taken).toEqual([]);
      sink.answer = () => undefined;
      for (const id of numbers(60, 70)) outlet.send([event(id)]);
      await eventually(() => sink.taken.length >= 70);
      expect(sink.taken).toEqual(numbers(0, 70));
      await eventually(() => seen.includes('caught up'));
      expect(seen[0]).toBe('spooling');
      expect(spool.isEmpty).toBe(true);
    }));

  it('keeps the order when the log goes and comes at any moment', () =>
    outletWith(async ({ outlet, sink }) => {
      let turn = 0;
      sink.answer = async (events) => {
        turn += 1;
        await new Promise((resolve) => setImmediate(resolve));
        if (turn % 3 !== 0) allAway(events);
      };
      for (const id of numbers(0, 300)) {
        outlet.send([event(id)]);
        if (id % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      await eventually(() => sink.taken.length >= 300);
      expect(sink.taken).toEqual(numbers(0, 300));
    }));

  it('keeps the order whatever takes how long', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.infiniteStream(fc.nat(3)),
        fc.array(fc.nat(4), { minLength: 20, maxLength: 60, size: 'max' }),
        async (luck, gaps) => {
          const next = () => luck.next().value as number;
          const sink = new TestSink();
          sink.answer = async (events) => {
            await turnsPass(next());
            if (next() < 2) allAway(events);
          };
          const outlet = new EventOutlet(
            sink,
            new SlowSpool(next),
            {},
            { pausesMilliseconds: [0], batchSize: 3 },
          );
          outlet.start();
          for (const [id, gap] of gaps.entries()) {
            outlet.send([event(id)]);
            await turnsPass(gap);
          }
          await eventually(() => sink.taken.length >= gaps.length);
          await outlet.close();
          expect(sink.taken).toEqual(numbers(0, gaps.length));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('sends nothing fresh before what is still on its way to the disk', async () => {
    const spool = new SlowSpool(() => 0);
    const { append } = spool;
    let appends = 0;
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    spool.append = async (payloads) =>
      ++appends === 2 ? gate.then(() => append(payloads)) : append(payloads);
    const sink = new TestSink();
    const outlet = new EventOutlet(sink, spool, {}, { pausesMilliseconds: [0] });
    sink.answer = (events) => {
      if (sink.calls === 1) allAway(events);
      if (sink.calls === 2) outlet.send([event(1)]);
    };
    outlet.start();
    outlet.send([event(0)]);
    await eventually(() => appends === 2 && spool.isEmpty);
    outlet.send([event(2)]);
    await turnsPass(5);
    open();
    await eventually(() => sink.taken.length === 3);
    await outlet.close();
    expect(sink.taken).toEqual([0, 1, 2]);
  });

  it('puts on the disk at once what comes while an attempt hangs', () =>
    outletWith(async ({ outlet, sink, spool }) => {
      sink.answer = allAway;
      outlet.send([event(0)]);
      await eventually(() => spool.records === 1);
      let release: () => void = () => undefined;
      sink.answer = () => new Promise((resolve) => (release = resolve));
      const { calls } = sink;
      await eventually(() => sink.calls > calls);
      outlet.send([event(1)]);
      await eventually(() => spool.records === 2);
      sink.answer = () => undefined;
      release();
      await eventually(() => sink.taken.length === 2);
    }));

  it('sends again only what was not acknowledged', () =>
    outletWith(async ({ outlet, sink }) => {
      const attempts: number[][] = [];
      sink.answer = (events) => {
        attempts.push(events.map(({ id }) => Number(id)));
        if (attempts.length === 1) throw new EventsNotPublished('TIMEOUT', [1, 3]);
      };
      outlet.send(numbers(0, 5).map(event));
      await eventually(() => attempts.length === 2);
      expect(attempts).toEqual([numbers(0, 5), [1, 3]]);
    }));

  it('lets one event that is refused for good hold up nobody', () =>
    outletWith(async ({ outlet, sink, seen }) => {
      sink.answer = (events) => {
        if (events.some(({ id }) => id === '7')) throw refused('7');
      };
      outlet.send(numbers(0, 20).map(event));
      await eventually(() => sink.taken.length === 19);
      expect(sink.taken).toEqual(numbers(0, 20).filter((id) => id !== 7));
      expect(seen).toEqual(['refused 7']);
    }));

  it('takes an error that it does not know for one that passes', () =>
    outletWith(async ({ outlet, sink }) => {
      sink.answer = () => {
        if (sink.calls < 3) throw new TypeError('a defect');
      };
      outlet.send([event(1)]);
      await eventually(() => sink.taken.length === 1);
    }));

  it('leaves on the disk what it could not send before it was closed', async () => {
    let left: Spool | undefined;
    await outletWith(async ({ outlet, sink, reopen }) => {
      sink.answer = away;
      outlet.send(numbers(0, 4).map(event));
      await eventually(() => sink.calls > 0);
      outlet.send([event(4)]);
      await outlet.close();
      left = await reopen();
      expect((await left.peek(10)).map(({ payload }) => JSON.parse(payload.toString()).id)).toEqual([
        '0',
        '4',
      ]);
    });
    expect(left?.records).toBe(2);
  });
});
