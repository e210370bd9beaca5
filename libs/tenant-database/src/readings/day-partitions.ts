/** One day partition of `bms_data`: every reading before `before` that no earlier partition holds. */
export interface DayPartition {
  /** `p` and the last day it holds, `p20260831`. */
  readonly name: string;
  /** First instant after the partition, epoch milliseconds, always a UTC midnight. */
  readonly before: number;
}

const day = 86_400_000;
const startOfDay = (instant: number): number => Math.floor(instant / day) * day;
const dateText = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

const endingAt = (before: number): DayPartition => ({
  name: `p${dateText(before - day).replaceAll('-', '')}`,
  before,
});

/**
 * The day partitions still missing, so that today and the `daysAhead` days after it each have one. Existing bounds
 * are epoch milliseconds, `p_max` left out. Days that went by unplanned share the first new partition: a bound is
 * never put below one that exists, because only the open end can be split.
 */
export function missingDayPartitions(
  existingBounds: readonly number[],
  now: number,
  daysAhead = 7,
): DayPartition[] {
  const highest = existingBounds.reduce((top, bound) => Math.max(top, bound), Number.NEGATIVE_INFINITY);
  const today = startOfDay(now);
  const wanted = Array.from({ length: daysAhead + 2 }, (_, index) => today + index * day);
  return wanted.filter((before) => before > highest).map(endingAt);
}

/** The statement that splits the open end; undefined where nothing is missing. Names and dates are made here only. */
export function addPartitionsStatement(missing: readonly DayPartition[]): string | undefined {
  if (missing.length === 0) return undefined;
  const parts = missing.map(
    ({ name, before }) => `PARTITION ${name} VALUES LESS THAN ('${dateText(before)}')`,
  );
  return `ALTER TABLE bms_data REORGANIZE PARTITION p_max INTO (${[...parts, 'PARTITION p_max VALUES LESS THAN (MAXVALUE)'].join(', ')})`;
}
