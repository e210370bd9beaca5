import {
  sourcesOf,
  type DeviceProfile,
  type FieldSource,
  type PointerSource,
} from '@trackingbms/device-profiles';
import type { RawScalar, RawValue, RawValues } from '../../protocols/raw-value.js';
import { memberAt, type FindMember } from './json-pointer.js';

/** Reads what a profile names out of one pushed reading. */
export type ReadPayload = (payload: object) => RawValues;

interface SourceReader {
  readonly source: FieldSource;
  readonly read: (payload: object) => RawValue | undefined;
}

/** Made once for a profile: its pointers are taken apart here and not for each reading. */
export function payloadReader(profile: DeviceProfile): ReadPayload {
  const texts = sourcesOfTexts(profile);
  const readers = sourcesOf(profile).flatMap((source) =>
    'pointer' in source ? [readerOf(source, texts.has(source))] : [],
  );
  return (payload) => {
    const values = new Map<FieldSource, RawValue>();
    for (const { source, read } of readers) {
      const value = read(payload);
      if (value !== undefined) values.set(source, value);
    }
    return values;
  };
}

/** Sources whose texts are looked up as they are; in all others a text can only be a number that was written as one. */
function sourcesOfTexts({ fields }: DeviceProfile): ReadonlySet<FieldSource> {
  const withTexts = Object.values(fields).filter(({ values }) => values !== undefined);
  return new Set(withTexts.flatMap(({ from }) => from));
}

function readerOf(source: PointerSource, keepsTexts: boolean): SourceReader {
  const scalar = keepsTexts ? asScalar : asNumeric;
  if (!source.repeat) {
    const find = memberAt(source.pointer);
    return { source, read: (payload) => valueOf(find(payload), scalar) };
  }
  const { count, first = 0 } = source.repeat;
  const finds = Array.from({ length: count }, (_, index) =>
    memberAt(source.pointer.replaceAll('{n}', String(first + index))),
  );
  return { source, read: (payload) => listOf(finds, payload, scalar) };
}

type ToScalar = (value: unknown) => RawScalar | undefined;

/** Undefined for what is neither a scalar nor a list of scalars: it is not what the profile means. */
function valueOf(found: unknown, scalar: ToScalar): RawValue | undefined {
  if (!Array.isArray(found)) return scalar(found);
  if (found.length > longestList) return undefined;
  const list = found.map(scalar);
  return list.every((each) => each !== undefined) ? list : undefined;
}

const longestList = 1_024;

/** Members that are missing between others are not known; after the last one there are none. */
function listOf(finds: readonly FindMember[], payload: object, scalar: ToScalar): RawValue | undefined {
  const list = finds.map((find) => scalar(find(payload)));
  const last = list.findLastIndex((each) => each !== undefined);
  return last < 0 ? undefined : list.slice(0, last + 1).map((each) => each ?? null);
}

function asScalar(value: unknown): RawScalar | undefined {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'string' ? value : undefined;
}

const decimal = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;
const saysNothing = /^\s*(?:[+-]?(?:nan|inf|infinity)|null|none)?\s*$/i;

/** A number that was written as a text is that number, and a text that says that there is none is absent. */
function asNumeric(value: unknown): RawScalar | undefined {
  if (typeof value !== 'string') return asScalar(value);
  if (saysNothing.test(value)) return null;
  return decimal.test(value) && value.length <= longestNumber ? Number(value) : value;
}

const longestNumber = 40;
