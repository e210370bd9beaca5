import { describe, expect, it } from '@jest/globals';
import { EventsNotPublished, type EventSink, type OutgoingEvent } from '@trackingbms/event-log';
import { topics } from '@trackingbms/message-contracts';
import { eventually } from '../testing/eventually.js';
import { inTemporaryDirectory } from '../testing/temporary-directory.js';
import { EventOutlet } from './event-outlet.js';
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
