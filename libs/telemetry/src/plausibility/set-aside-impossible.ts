import type { MeasuredReading } from '../measured-reading.js';
import type { ReadingCircumstances } from '../reading-circumstances.js';
import type { SetAsideValue } from '../reading.js';
import {
  elementRules,
  fieldRules,
  numericFields,
  type FieldRule,
  type NumericField,
} from '../reading-fields.js';
import { sumOfCells } from './sum-of-cells.js';
import { timeIsTrusted } from './trusted-time.js';

/** Why a value was set aside: the stable codes of `SetAsideValue.reason`. */
export const setAsideReasons = [
  'NOT_A_NUMBER',
  'OUT_OF_PHYSICAL_RANGE',
  'MIN_ABOVE_MAX',
  'CONTRADICTS_CELLS',
  'BOTH_WAYS_AT_ONCE',
  'IMPOSSIBLE_TIME',
] as const;
export type SetAsideReason = (typeof setAsideReasons)[number];

type Mutable = { -readonly [Key in keyof MeasuredReading]: MeasuredReading[Key] };

/** A reading on its way to being believed, and what has been taken out of it. */
interface Sifting {
  readonly rest: Mutable;
  readonly aside: SetAsideValue[];
}

/** A copy in which what cannot be is null and listed in `setAside`, after what was listed there before. */
export function setAsideImpossible(
  measured: MeasuredReading,
  { receivedAt, cellCount }: Pick<ReadingCircumstances, 'receivedAt' | 'cellCount'>,
): MeasuredReading {
  const sifting: Sifting = { rest: { ...measured }, aside: [...(measured.setAside ?? [])] };
  for (const field of numericFields) siftNumber(sifting, field);
  siftElements(sifting, 'cellVoltages');
  siftElements(sifting, 'temperatures');
  siftPair(sifting, 'cellVoltageMin', 'cellVoltageMax');
  siftPair(sifting, 'tempMin', 'tempMax');
  siftBothWays(sifting);
  siftPackVoltage(sifting, cellCount ?? null);
  siftDeviceTime(sifting, receivedAt);
  sifting.rest.setAside = sifting.aside;
  return sifting.rest;
}

/** The field is known. */
function setAside({ rest, aside }: Sifting, field: NumericField, reason: SetAsideReason): void {
  aside.push(asideValue(field, rest[field] as number, reason));
  rest[field] = null;
}

/** The text of what is no finite number keeps it readable where JSON knows no NaN. */
const asideValue = (field: string, value: number, reason: SetAsideReason): SetAsideValue => ({
  field,
  value: Number.isFinite(value) ? value : String(value),
  reason,
});

function reasonAgainst(value: number, { min, max, overshoot = max }: FieldRule): SetAsideReason | null {
  if (!Number.isFinite(value)) return 'NOT_A_NUMBER';
  return value < min || value > overshoot ? 'OUT_OF_PHYSICAL_RANGE' : null;
}

function siftNumber(sifting: Sifting, field: NumericField): void {
  const value = sifting.rest[field];
  if (value === null || value === undefined) return;
  const rule = fieldRules[field];
  const reason = reasonAgainst(value, rule);
  if (reason) setAside(sifting, field, reason);
  else if (value > rule.max) sifting.rest[field] = rule.max;
}

function siftElements({ rest, aside }: Sifting, field: keyof typeof elementRules): void {
  const rule = elementRules[field];
  rest[field] = rest[field]?.map((value, index) => {
    const reason = value === null ? null : reasonAgainst(value, rule);
    if (value !== null && reason) aside.push(asideValue(`${field}[${index}]`, value, reason));
    return reason ? null : value;
  });
}

function siftPair(sifting: Sifting, low: NumericField, high: NumericField): void {
  const min = sifting.rest[low] ?? -Infinity;
  const max = sifting.rest[high] ?? Infinity;
  if (min <= max) return;
  setAside(sifting, low, 'MIN_ABOVE_MAX');
  setAside(sifting, high, 'MIN_ABOVE_MAX');
}

/** A; a pack cannot be charged and discharged at once beyond what its sensor's noise makes of it. */
const bothWaysAmperes = 0.5;

function siftBothWays(sifting: Sifting): void {
  const { chargeCurrent, dischargeCurrent } = sifting.rest;
  if ((chargeCurrent ?? 0) <= bothWaysAmperes || (dischargeCurrent ?? 0) <= bothWaysAmperes) return;
  setAside(sifting, 'chargeCurrent', 'BOTH_WAYS_AT_ONCE');
  setAside(sifting, 'dischargeCurrent', 'BOTH_WAYS_AT_ONCE');
}

/** No pack is half as high again as its cells. One below them may stand behind an open contactor: that is suspect. */
function siftPackVoltage(sifting: Sifting, cellCount: number | null): void {
  const { packVoltage, cellVoltages } = sifting.rest;
  const sum = sumOfCells(cellVoltages ?? null, cellCount);
  if (packVoltage === null || packVoltage === undefined || sum === null || sum <= 1) return;
  if (packVoltage > sum * 1.5) setAside(sifting, 'packVoltage', 'CONTRADICTS_CELLS');
}

function siftDeviceTime({ rest, aside }: Sifting, receivedAt: number): void {
  const { bmsTimestamp } = rest;
  if (bmsTimestamp === null || bmsTimestamp === undefined || timeIsTrusted(bmsTimestamp, receivedAt)) return;
  aside.push(asideValue('bmsTimestamp', bmsTimestamp, 'IMPOSSIBLE_TIME'));
  rest.bmsTimestamp = null;
}
