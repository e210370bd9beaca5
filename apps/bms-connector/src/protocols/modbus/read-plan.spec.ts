import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exactRanges, mergeRanges } from './read-plan.js';
import type { RegisterRange } from './read-registers.js';

const range = fc.record({
  table: fc.constantFrom('holding' as const, 'input' as const, 'coil' as const),
  start: fc.integer({ min: 0, max: 3_000 }),
  count: fc.integer({ min: 1, max: 300 }),
});
const limits = fc.record({
  maxGap: fc.integer({ min: 0, max: 30 }),
  maxRegisters: fc.integer({ min: 4, max: 125 }),
});

const addresses = (ranges: readonly RegisterRange[]): Set<string> =>
  new Set(
    ranges.flatMap(({ table, start, count }) =>
      Array.from({ length: count }, (_, n) => `${table}/${start + n}`),
    ),
  );

describe('merging ranges', () => {
  it('covers every register within the limits and asks for none twice', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), limits, (ranges, most) => {
        const blocks = mergeRanges(ranges, most);
        const covered = addresses(blocks);
        for (const address of addresses(ranges)) expect(covered.has(address)).toBe(true);
        for (const { table, count } of blocks) {
          expect(count).toBeLessThanOrEqual(table === 'coil' ? 2_000 : most.maxRegisters);
        }
      }),
    );
  });

  it('reads a small gap along and leaves a large one out', () => {
    const at = (start: number): RegisterRange => ({ table: 'holding', start, count: 2 });
    expect(mergeRanges([at(20), at(0), at(6)], { maxGap: 8, maxRegisters: 125 })).toEqual([
      { table: 'holding', start: 0, count: 8 },
      { table: 'holding', start: 20, count: 2 },
    ]);
  });

  it('never tears a value of a list between two requests', () => {
    const blocks = mergeRanges([{ table: 'holding', start: 100, count: 300 }], {
      maxGap: 0,
      maxRegisters: 125,
    });
    expect(blocks.map(({ start, count }) => [start, count])).toEqual([
      [100, 124],
      [224, 124],
      [348, 52],
    ]);
  });

  it('asks for each range alone where merged ones are refused', () => {
    const one: RegisterRange = { table: 'input', start: 4, count: 1 };
    const two: RegisterRange = { table: 'input', start: 5, count: 1 };
    expect(exactRanges([two, one, one])).toEqual([one, two]);
  });
});
