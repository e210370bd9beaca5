import { isBitTable, type RegisterRange } from './read-registers.js';

export interface MergeLimits {
  /** Registers of no interest that may be read along. */
  readonly maxGap: number;
  /** Registers in one request, 1 to 125. */
  readonly maxRegisters: number;
}

const maxBits = 2000;

/**
 * The fewest requests that cover every range without crossing the limits. A range is never cut in two unless it is
 * longer than a request may be, so that a value of several registers comes from one answer.
 */
export function mergeRanges(ranges: readonly RegisterRange[], limits: MergeLimits): RegisterRange[] {
  const merged: RegisterRange[] = [];
  for (const range of ranges.flatMap((each) => split(each, limits)).sort(byPlace)) {
    const last = merged.at(-1);
    const joined = last && join(last, range, limits);
    if (joined) merged[merged.length - 1] = joined;
    else merged.push(range);
  }
  return merged;
}

const longest = (range: RegisterRange, limits: MergeLimits): number =>
  isBitTable(range.table) ? maxBits : limits.maxRegisters;

/** Cuts at multiples of four registers, so that no value of a list is torn between two answers. */
function split(range: RegisterRange, limits: MergeLimits): RegisterRange[] {
  const most = longest(range, limits);
  const step = range.count <= most ? most : most - (most % 4);
  const pieces: RegisterRange[] = [];
  for (let done = 0; done < range.count; done += step) {
    pieces.push({ ...range, start: range.start + done, count: Math.min(step, range.count - done) });
  }
  return pieces;
}

const byPlace = (a: RegisterRange, b: RegisterRange): number =>
  a.table.localeCompare(b.table) || a.start - b.start || a.count - b.count;

function join(a: RegisterRange, b: RegisterRange, limits: MergeLimits): RegisterRange | undefined {
  const end = Math.max(a.start + a.count, b.start + b.count);
  const fits =
    a.table === b.table &&
    b.start - (a.start + a.count) <= limits.maxGap &&
    end - a.start <= longest(a, limits);
  return fits ? { table: a.table, start: a.start, count: end - a.start } : undefined;
}

/** A request for each range, for a device that refuses a block because of one register it has not got. */
export function exactRanges(ranges: readonly RegisterRange[]): RegisterRange[] {
  const limits = { maxGap: 0, maxRegisters: 125 };
  const pieces = ranges.flatMap((range) => split(range, limits)).sort(byPlace);
  return pieces.filter(
    (piece, index) => index === 0 || byPlace(piece, pieces[index - 1] as RegisterRange) !== 0,
  );
}
