import type { SetAsideValue } from '@trackingbms/telemetry';
import type { RawScalar, RawValue, RawValues } from '../protocols/raw-value.js';
import { linear } from './exact-decimal.js';
import type { FieldSource, ProfileField, Reduction } from '@trackingbms/device-profiles';

/** What could be made of a field, and what was read but is no value of it. */
export interface Decoded<T> {
  readonly value: T | null;
  readonly setAside?: SetAsideValue;
}

/** The raw value of the first source that the device has and knows; undefined where there is none. */
export function knownRaw(
  from: readonly FieldSource[],
  raw: RawValues,
  absent: readonly (number | string)[] = [],
): RawValue | undefined {
  for (const source of from) {
    const value = raw.get(source);
    if (value === undefined) continue;
    const known = Array.isArray(value)
      ? (value as readonly RawScalar[]).map((each) => unlessAbsent(each, absent))
      : unlessAbsent(value as RawScalar, absent);
    if (isKnown(known)) return known;
  }
  return undefined;
}

const unlessAbsent = (value: RawScalar, absent: readonly (number | string)[]): RawScalar =>
  absent.includes(value as number | string) ? null : value;

const isKnown = (value: RawValue): boolean =>
  Array.isArray(value) ? value.some((each) => each !== null) : value !== null;

/** A number of the reading in its unit. */
export function decodeNumber(name: string, field: ProfileField, raw: RawValues): Decoded<number> {
  const known = knownRaw(field.from, raw, field.absent);
  if (known === undefined) return { value: null };
  const values = Array.isArray(known) ? (known as readonly RawScalar[]) : [known as RawScalar];
  if (values.length > 1 && !field.reduce)
    return { value: null, setAside: notANumber(name, JSON.stringify(values)) };
  const wrong = values.find((each) => each !== null && !isFiniteNumber(each));
  if (wrong !== undefined) return { value: null, setAside: notANumber(name, wrong) };
  const numbers = values.map((each) => (each === null ? null : converted(each as number, field)));
  const value = reduced(numbers, field.reduce ?? 'max');
  return { value: field.percentOf ? percentOf(value, knownRaw(field.percentOf, raw)) : value };
}

/** Of nothing there is no part. */
const percentOf = (value: number | null, whole: RawValue | undefined): number | null =>
  value !== null && typeof whole === 'number' && whole > 0 ? (value * 100) / whole : null;

/** A list of the reading, an element that is not known being null. */
export function decodeList(name: string, field: ProfileField, raw: RawValues): Decoded<(number | null)[]> {
  const known = knownRaw(field.from, raw, field.absent);
  if (known === undefined) return { value: null };
  const all = Array.isArray(known) ? (known as readonly RawScalar[]) : [known as RawScalar];
  const last = field.dropTrailingAbsent ? all.findLastIndex((each) => each !== null) : all.length - 1;
  const values = all.slice(0, last + 1);
  const wrong = values.findIndex((each) => each !== null && !isFiniteNumber(each));
  return {
    value: values.map((each) => (isFiniteNumber(each) ? converted(each, field) : null)),
    ...(wrong >= 0 && { setAside: notANumber(`${name}[${wrong}]`, values[wrong] ?? null) }),
  };
}

const isFiniteNumber = (value: RawScalar): value is number =>
  typeof value === 'number' && Number.isFinite(value);

const converted = (value: number, { scale = 1, offset = 0 }: ProfileField): number =>
  linear(value, scale, offset);

const notANumber = (field: string, value: RawScalar): SetAsideValue => ({
  field,
  value: String(value).slice(0, 100),
  reason: 'NOT_A_NUMBER',
});

/** Sum and mean of a list with a hole are not known; the extremes are those of what is known. */
function reduced(values: readonly (number | null)[], reduction: Reduction): number | null {
  const known = values.filter((value) => value !== null);
  const partial = known.length < values.length && (reduction === 'sum' || reduction === 'mean');
  if (known.length === 0 || partial) return null;
  const sum = known.reduce((total, value) => total + value, 0);
  return { max: Math.max(...known), min: Math.min(...known), sum, mean: sum / known.length }[reduction];
}
