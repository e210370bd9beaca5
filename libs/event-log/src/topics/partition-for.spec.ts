import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { partitionFor } from './partition-for.js';

const id = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const count = fc.integer({ min: 1, max: 64 });

describe('the partition of a battery', () => {
  it('is one of the partitions, and the same every time', () => {
    fc.assert(
      fc.property(id, id, count, count, (tenant, battery, partitions, spread) => {
        const partition = partitionFor(tenant, battery, partitions, spread);
        expect(partition).toBeGreaterThanOrEqual(0);
        expect(partition).toBeLessThan(partitions);
        expect(partitionFor(tenant, battery, partitions, spread)).toBe(partition);
      }),
    );
  });

  it('is the one of its tenant unless that is spread', () => {
    fc.assert(
      fc.property(id, id, count, (tenant, battery, partitions) => {
        expect(partitionFor(tenant, battery, partitions)).toBe(partitionFor(tenant, null, partitions));
      }),
    );
  });

  it('is one of no more than `spread` partitions of its tenant', () => {
    fc.assert(
      fc.property(
        id,
        fc.array(id, { minLength: 1 }),
        count,
        count,
        (tenant, batteries, partitions, spread) => {
          const used = new Set(batteries.map((battery) => partitionFor(tenant, battery, partitions, spread)));
          expect(used.size).toBeLessThanOrEqual(Math.min(spread, partitions));
        },
      ),
    );
  });

  it('uses all partitions of a spread tenant about evenly', () => {
    const used = new Map<number, number>();
    for (let battery = 1; battery <= 4000; battery += 1) {
      const partition = partitionFor(3, battery, 12, 4);
      used.set(partition, (used.get(partition) ?? 0) + 1);
    }
    expect([...used.keys()].toSorted((left, right) => left - right)).toEqual([3, 4, 5, 6]);
    for (const batteries of used.values()) expect(Math.abs(batteries - 1000)).toBeLessThan(100);
  });

  it('deals tenants with ids in sequence out evenly', () => {
    const used = Array.from({ length: 24 }, (_, index) => partitionFor(index + 1, null, 12));
    expect(new Set(used.slice(0, 12)).size).toBe(12);
    expect(new Set(used.slice(12)).size).toBe(12);
  });

  it('never changes: it is written in the logs', () => {
    expect([1, 2, 3, 500].map((battery) => partitionFor(7, battery, 12, 4))).toMatchInlineSnapshot(`
     [
       10,
       9,
       10,
       8,
     ]
    `);
  });

  it.each([
    [0, 1, 12, 1],
    [1, 0, 12, 1],
    [1, 1, 0, 1],
    [1, 1, 12, 0],
    [1.5, 1, 12, 1],
    [Number.NaN, 1, 12, 1],
  ])('is refused for %p, %p, %p, %p', (tenant, battery, partitions, spread) => {
    expect(() => partitionFor(tenant, battery, partitions, spread)).toThrow(RangeError);
  });
});
