import { rollUpSumNames, type RollUpSums } from './roll-up.js';

/** The sums of a longer period; whole numbers that may pass 2^53. */
export type RollUpTotals = { readonly [Name in keyof RollUpSums]: bigint | Extract<RollUpSums[Name], null> };

type Name = keyof RollUpSums;

const signals = ['packVoltage', 'cellVoltage', 'packCurrent', 'temp', 'soc', 'soh'] as const;
const minima: ReadonlySet<Name> = new Set<Name>(signals.map((signal) => `${signal}Min` as const));
const maxima: ReadonlySet<Name> = new Set<Name>(signals.map((signal) => `${signal}Max` as const));

/** What goes with the earliest or the latest time. */
const timed = [
  { at: 'socFirstAt', names: ['socFirst', 'socFirstAt', 'socFirstCurrent'], earliest: true },
  { at: 'socLastAt', names: ['socLast', 'socLastAt', 'socLastCurrent'], earliest: false },
  { at: 'sohFirstAt', names: ['sohFirst', 'sohFirstAt'], earliest: true },
  { at: 'sohLastAt', names: ['sohLast', 'sohLastAt'], earliest: false },
] as const;
const timedNames: ReadonlySet<Name> = new Set<Name>(timed.flatMap((one) => one.names));

const big = (value: number | null): bigint | null => (value === null ? null : BigInt(value));

const known = (parts: readonly RollUpSums[], name: Name): number[] =>
  parts.map((part) => part[name]).filter((value) => value !== null);

/** Of nothing: nothing. */
const extreme = (values: readonly number[], better: (...values: number[]) => number): bigint | null =>
  values.length === 0 ? null : BigInt(values.reduce((one, other) => better(one, other)));

function merged(parts: readonly RollUpSums[], name: Name): bigint | null {
  const values = known(parts, name);
  if (minima.has(name)) return extreme(values, Math.min);
  if (maxima.has(name)) return extreme(values, Math.max);
  return values.reduce((sum, value) => sum + BigInt(value), 0n);
}

/** The part that knows the earliest, or the latest, time of a state. */
function timedPart(parts: readonly RollUpSums[], at: Name, earliest: boolean): RollUpSums | undefined {
  const times = known(parts, at);
  const time = earliest ? Math.min(...times) : Math.max(...times);
  return parts.find((part) => part[at] === time);
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
