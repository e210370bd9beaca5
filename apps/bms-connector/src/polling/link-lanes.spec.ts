import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LinkLanes } from './link-lanes.js';

describe('link lanes', () => {
  it('run one work of a link at a time, in order, and no more links than allowed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(4), { maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        async (links, most) => {
          const lanes = new LinkLanes(most);
          const running = new Set<number>();
          const done: [link: number, place: number][] = [];
          const works = links.map(
            (link, place) =>
              new Promise<void>((resolve) => {
                lanes.submit(String(link), async () => {
                  expect(running.has(link)).toBe(false);
                  running.add(link);
                  expect(running.size).toBeLessThanOrEqual(most);
                  for (let turn = 0; turn < (place * 7) % 5; turn++) await Promise.resolve();
                  running.delete(link);
                  done.push([link, place]);
                  resolve();
                });
              }),
          );
          await Promise.all(works);
          for (const link of new Set(links)) {
            const order = done.filter(([of]) => of === link).map(([, place]) => place);
            expect(order).toEqual([...order].sort((a, b) => a - b));
          }
          expect(lanes.runningCount).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('let a slow link hold up nobody else', async () => {
    const lanes = new LinkLanes(2);
    const order: string[] = [];
    let release: () => void = () => undefined;
    lanes.submit('slow', () => new Promise((resolve) => (release = resolve)));
    lanes.submit('slow', async () => void order.push('slow 2'));
    await Promise.all(
      ['a', 'b', 'c'].map(
        (name) =>
          new Promise<void>((resolve) => lanes.submit(name, async () => (order.push(name), resolve()))),
      ),
    );
    expect(order).toEqual(['a', 'b', 'c']);
    release();
  });
});
