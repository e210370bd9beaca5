import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventually } from '../testing/eventually.js';
import { inTemporaryDirectory } from '../testing/temporary-directory.js';
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
import { Spool } from './spool.js';

describe('an outlet that spools first', () => {
  const spoolFirst = true;

  it('has on the disk what it sends before it sends it', () =>
    outletWith(
      async ({ outlet, sink, reopen, spool }) => {
        const onDisk: number[] = [];
        sink.answer = async (events) => {
          const kept = await (await reopen()).peek(100);
          const ids = kept.map(({ payload }) => Number(JSON.parse(payload.toString()).id));
          onDisk.push(...events.map(({ id }) => Number(id)).filter((id) => ids.includes(id)));
        };
        for (const id of numbers(0, 25)) outlet.send([event(id)]);
        await eventually(() => sink.taken.length === 25 && spool.isEmpty);
        expect(onDisk).toEqual(numbers(0, 25));
        expect(sink.taken).toEqual(numbers(0, 25));
      },
      { spoolFirst },
    ));

  it('says that it has caught up only when it was behind', () =>
    outletWith(
      async ({ outlet, sink, spool, seen }) => {
        outlet.send([event(0)]);
        await eventually(() => sink.taken.length === 1 && spool.isEmpty);
        sink.answer = () => {
          if (sink.calls < 4) away();
        };
        outlet.send([event(1)]);
        await eventually(() => seen.length === 2);
        expect(seen).toEqual(['spooling', 'caught up']);
      },
      { spoolFirst },
    ));

  it('leaves everything on the disk when it is closed while the log is away, to the last event', async () => {
    let left: Spool | undefined;
    await outletWith(
      async ({ outlet, sink, reopen }) => {
        sink.answer = away;
        outlet.send([event(0)]);
        await eventually(() => sink.calls > 0);
        outlet.send(numbers(1, 4).map(event));
        await outlet.close();
        left = await reopen();
      },
      { spoolFirst },
    );
    expect(left?.records).toBe(4);
  });

  it('lets what comes while it waits go in one call', async () => {
    const sink = new TestSink();
    const calls: number[] = [];
    sink.answer = (events) => void calls.push(events.length);
    const options = { spoolFirst, gatherMilliseconds: 1_000 };
    const outlet = new EventOutlet(sink, new SlowSpool(() => 0), {}, options);
    outlet.start();
    outlet.send([event(0)]);
    await eventually(() => calls.length === 1);
    for (const id of numbers(1, 8)) {
      outlet.send([event(id)]);
      await turnsPass(5);
    }
    await eventually(() => sink.taken.length === 8);
    await outlet.close();
    expect(calls).toEqual([1, 7]);
  });

  it('keeps the order whatever takes how long', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.infiniteStream(fc.nat(3)),
        fc.array(fc.nat(4), { minLength: 20, maxLength: 40, size: 'max' }),
        async (luck, gaps) => {
          const next = () => luck.next().value as number;
          const sink = new TestSink();
          sink.answer = async (events) => {
            await turnsPass(next());
            if (next() < 2) allAway(events);
          };
          const options = { pausesMilliseconds: [0], batchSize: 3, spoolFirst };
          const outlet = new EventOutlet(sink, new SlowSpool(next), {}, options);
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
      { numRuns: 50 },
    );
  });

  it.each([
    ['drop-oldest' as const, 1_999],
    ['drop-newest' as const, 0],
  ])('keeps with %s what that says when the line is away for longer than the disk holds', (whenFull, kept) =>
    inTemporaryDirectory(async (directory) => {
      let lost = 0;
      const settings = { directory, maxBytes: 64 * 1024, whenFull };
      const spool = await Spool.open(settings, { lost: (records) => (lost += records) });
      const sink = new TestSink();
      sink.answer = allAway;
      const outlet = new EventOutlet(sink, spool, {}, { pausesMilliseconds: [1], spoolFirst });
      outlet.start();
      for (const id of numbers(0, 2_000)) outlet.send([event(id)]);
      await eventually(() => lost > 0 && lost + spool.records === 2_000);
      sink.answer = () => undefined;
      await eventually(() => spool.isEmpty);
      await outlet.close();
      expect(sink.taken).toContain(kept);
      expect(sink.taken).toEqual([...sink.taken].sort((a, b) => a - b));
      expect(new Set(sink.taken).size).toBe(2_000 - lost);
    }),
  );
});
