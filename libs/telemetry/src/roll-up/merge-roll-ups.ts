import { rollUpSumNames, type RollUpSums } from './roll-up.js';

/** The sums of a longer period; whole numbers that may pass 2^53. */
export type RollUpTotals = { readonly [Name in keyof RollUpSums]: bigint | Extract<RollUpSums[Name], null> };

type Name = keyof RollUpSums;

const minima: ReadonlySet<Name> = new Set<Name>([
  'packVoltageMin',
  'cellVoltageMin',
  'packCurrentMin',
  'tempMin',
  'socMin',
  'sohMin',
]);
const maxima: ReadonlySet<Name> = new Set<Name>([
  'packVoltageMax',
  'cellVoltageMax',
  'packCurrentMax',
  'tempMax',
  'socMax',
  'sohMax',
]);

/** What goes with the earliest or the latest time. */
const timed = [
  { at: 'socFirstAt', names: ['socFirst', 'socFirstAt', 'socFirstCurrent'], earliest: true },
  { at: 'socLastAt', names: ['socLast', 'socLastAt', 'socLastCurrent'], earliest: false },
  { at: 'sohFirstAt', names: ['sohFirst', 'sohFirstAt'], earliest: true },
  { at: 'sohLastAt', names: ['sohLast', 'sohLastAt'], earliest: false },
] as const;
const timedNames: ReadonlySet<Name> = new Set<Name>(timed.flatMap((one) => one.names));

const big = (value: number | bigint | null): bigint | null => (value === null ? null : BigInt(value));

function extreme(parts: readonly RollUpSums[], name: Name, better: (one: number, other: number) => boolean) {
  let found: number | null = null;
  for (const part of parts) {
    const value = part[name];
    if (value !== null && (found === null || better(value, found))) found = value;
  }
  return big(found);
}

const total = (parts: readonly RollUpSums[], name: Name): bigint =>
  parts.reduce((sum, part) => sum + BigInt(part[name] ?? 0), 0n);

function merged(parts: readonly RollUpSums[], name: Name): bigint | null {
  if (minima.has(name)) return extreme(parts, name, (one, other) => one < other);
  if (maxima.has(name)) return extreme(parts, name, (one, other) => one > other);
  return total(parts, name);
}

function timedPart(parts: readonly RollUpSums[], at: Name, earliest: boolean): RollUpSums | undefined {
  const known = parts.filter((part) => part[at] !== null);
  known.sort((one, other) => ((one[at] ?? 0) - (other[at] ?? 0)) * (earliest ? 1 : -1));
  return known[0];
}

/** The exact sums of several periods that do not overlap, in any order: hour and hour make the day to the digit. */
export function mergeRollUps(parts: readonly RollUpSums[]): RollUpTotals {
  const totals: Partial<Record<Name, bigint | null>> = {};
  for (const name of rollUpSumNames) if (!timedNames.has(name)) totals[name] = merged(parts, name);
  for (const { at, names, earliest } of timed) {
    const part = timedPart(parts, at, earliest);
    for (const name of names) totals[name] = big(part?.[name] ?? null);
  }
  return totals as RollUpTotals;
}
