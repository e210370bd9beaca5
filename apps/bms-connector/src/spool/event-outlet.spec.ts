import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EventsNotPublished } from '@trackingbms/event-log';
import { eventually } from '../testing/eventually.js';
import {
  allAway,
  away,
  event,
  numbers,
  outletWith,
  SlowSpool,
  TestSink,
  turnsPass,
} from '../testing/outlet-under-test.js';
import { EventOutlet } from './event-outlet.js';
import { EventsRefused } from './events-refused.errors.js';
import type { Spool } from './spool.js';

const refused = (id: string) =>
  Object.assign(new Error('refused'), { code: 'EVENT.NOT_VALID', transient: false, id });

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

  it('leaves out the events that a refusal names, and sends the others at once and in order', () =>
    outletWith(async ({ outlet, sink, seen }) => {
      sink.answer = (events) => {
        const wrong = events.flatMap(({ id }, place) => (['2', '7'].includes(id) ? [place] : []));
        if (wrong.length > 0) throw new EventsRefused(new Map(wrong.map((place) => [place, 'foreign'])));
      };
      outlet.send(numbers(0, 10).map(event));
      await eventually(() => sink.taken.length === 8);
      expect(sink.taken).toEqual([0, 1, 3, 4, 5, 6, 8, 9]);
      expect(sink.calls).toBe(2);
      expect(seen).toEqual(['refused 2', 'refused 7']);
    }));

  it('drops nothing for a refusal that names nothing of what was sent', () =>
    outletWith(async ({ outlet, sink, seen }) => {
      sink.answer = () => {
        if (sink.calls < 3) throw new EventsRefused(new Map([[99, 'nowhere']]));
      };
      outlet.send([event(1)]);
      await eventually(() => sink.taken.length === 1);
      expect(seen).toContain('spooling');
      expect(seen).not.toContain('refused 1');
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
