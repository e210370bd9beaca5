import { describe, expect, it } from '@jest/globals';
import { addPartitionsStatement, missingDayPartitions } from './day-partitions.js';

const at = (text: string): number => Date.parse(text);

describe('day partitions of bms_data', () => {
  it('gives today and each day ahead a partition of its own', () => {
    const missing = missingDayPartitions([at('2026-01-01T00:00:00Z')], at('2026-08-31T13:00:00Z'), 2);
    expect(missing).toEqual([
      { name: 'p20260830', before: at('2026-08-31T00:00:00Z') },
      { name: 'p20260831', before: at('2026-09-01T00:00:00Z') },
      { name: 'p20260901', before: at('2026-09-02T00:00:00Z') },
      { name: 'p20260902', before: at('2026-09-03T00:00:00Z') },
    ]);
  });

  it('adds nothing twice and only what is above the highest bound', () => {
    const now = at('2026-08-31T00:00:00Z');
    const first = missingDayPartitions([], now, 3);
    const bounds = first.map(({ before }) => before);
    expect(missingDayPartitions(bounds, now, 3)).toEqual([]);
    expect(missingDayPartitions(bounds, now + 86_400_000, 3)).toEqual([
      { name: 'p20260904', before: at('2026-09-05T00:00:00Z') },
    ]);
  });

  it('writes one statement that keeps the open end last', () => {
    expect(addPartitionsStatement(missingDayPartitions([], at('2026-12-31T23:59:59Z'), 0))).toBe(
      "ALTER TABLE bms_data REORGANIZE PARTITION p_max INTO (PARTITION p20261230 VALUES LESS THAN ('2026-12-31'), " +
        "PARTITION p20261231 VALUES LESS THAN ('2027-01-01'), PARTITION p_max VALUES LESS THAN (MAXVALUE))",
    );
    expect(addPartitionsStatement([])).toBeUndefined();
  });
});
