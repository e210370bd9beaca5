import type { OperationMode } from '@trackingbms/telemetry';
import type { RawScalar, RawValue, RawValues } from '../protocols/raw-value.js';
import { knownRaw } from './decode-numbers.js';
import type { BitField, BitMeaning, ProfileField } from '@trackingbms/device-profiles';

/** A switch of the reading; null where the device does not say, or says something that the profile does not know. */
export function decodeSwitch(field: ProfileField, raw: RawValues): boolean | null {
  const known = knownRaw(field.from, raw, field.absent);
  if (known === undefined) return null;
  if (field.nonZero) return isAnyNonZero(asList(known));
  const meaning = field.values ? field.values[String(known)] : known;
  return typeof meaning === 'boolean' ? meaning : null;
}

/** A text is no number: what it means is not known. */
function isAnyNonZero(values: readonly RawScalar[]): boolean | null {
  const numbers = values.filter((each) => each !== null).map(Number);
  return numbers.some(Number.isNaN) ? null : numbers.some((each) => each !== 0);
}

export function decodeMode(field: ProfileField, raw: RawValues): OperationMode | null {
  const meaning = field.values?.[String(knownRaw(field.from, raw, field.absent))];
  return typeof meaning === 'string' ? (meaning as OperationMode) : null;
}

export interface Conditions {
  readonly faultCodes: readonly string[] | null;
  readonly warningCodes: readonly string[] | null;
  readonly protectionStatus: Readonly<Record<string, boolean>> | null;
}

interface ConditionState {
  readonly meaning: BitMeaning;
  readonly active: boolean;
}

/** Null where no bit field is known: that is not the same as no fault. */
export function decodeConditions(fields: readonly BitField[], raw: RawValues): Conditions {
  const states = [...conditionStates(fields, raw).values()];
  if (states.length === 0) return { faultCodes: null, warningCodes: null, protectionStatus: null };
  const active = states.filter((state) => state.active).map((state) => state.meaning);
  const protections = states.filter((state) => state.meaning.severity === 'protection');
  const status = Object.fromEntries(protections.map((state) => [state.meaning.code, state.active]));
  return {
    faultCodes: active.filter((meaning) => meaning.severity !== 'warning').map((meaning) => meaning.code),
    warningCodes: active.filter((meaning) => meaning.severity === 'warning').map((meaning) => meaning.code),
    protectionStatus: protections.length === 0 ? null : status,
  };
}

interface NumberedMeaning {
  readonly bit: number;
  readonly meaning: BitMeaning;
}

const meanings = new WeakMap<BitField, readonly NumberedMeaning[]>();

/** The bits of a field by their numbers, worked out once for a profile and not for every reading. */
function meaningsOf(field: BitField): readonly NumberedMeaning[] {
  const known = meanings.get(field);
  if (known) return known;
  const numbered = Object.entries(field.bits).map(([bit, meaning]) => ({ bit: Number(bit), meaning }));
  meanings.set(field, numbered);
  return numbered;
}

/** Each condition by its code: it holds when it holds anywhere, in one of several strings for example. */
function conditionStates(fields: readonly BitField[], raw: RawValues): ReadonlyMap<string, ConditionState> {
  const states = new Map<string, ConditionState>();
  for (const field of fields) {
    for (const bits of bitsOf(field, raw)) {
      for (const { bit, meaning } of meaningsOf(field)) {
        const active = isSet(bits, bit) !== (meaning.activeLow ?? false);
        states.set(meaning.code, { meaning, active: active || (states.get(meaning.code)?.active ?? false) });
      }
    }
  }
  return states;
}

/** The bit sets that are known: one, or one for each string of a repeating group. */
function bitsOf(field: BitField, raw: RawValues): number[] {
  const known = knownRaw(field.from, raw, field.absent);
  return asList(known ?? null).filter(
    (each): each is number => Number.isSafeInteger(each) && Number(each) >= 0,
  );
}

const asList = (value: RawValue): readonly RawScalar[] =>
  Array.isArray(value) ? (value as readonly RawScalar[]) : [value as RawScalar];

/** Bits above the 31st are beyond the reach of `&`. */
const isSet = (bits: number, bit: number): boolean => Math.floor(bits / 2 ** bit) % 2 === 1;
