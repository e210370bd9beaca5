import {
  type DeviceProfile,
  type FieldSource,
  type PathSource,
  sourcesOf,
} from '@trackingbms/device-profiles';
import { DeviceFailure } from '../device-failure.errors.js';
import type { RawScalar, RawValue, RawValues } from '../raw-value.js';
import { notFound, ThingSetRefusal } from './thingset-status.js';

/** Items of one group, asked for together. */
export interface GroupItems {
  /** Path of the group, for example `Meas`. */
  readonly group: string;
  readonly items: readonly { readonly name: string; readonly source: PathSource }[];
}

/** Answers a group's values by name; rejects with a `ThingSetRefusal` when the node refuses. */
export type AskGroup = (group: GroupItems) => Promise<Readonly<Record<string, unknown>>>;

/** Everything that a profile names, a group at a time. A group that the node has not got leaves its items out. */
export async function readObjects(profile: DeviceProfile, ask: AskGroup): Promise<RawValues> {
  const values = new Map<FieldSource, RawValue>();
  let missing: ThingSetRefusal | undefined;
  for (const group of groupsOf(profile)) {
    try {
      collect(group, await ask(group), values);
    } catch (error) {
      if (!(error instanceof ThingSetRefusal) || error.status !== notFound) throw error;
      missing = error;
    }
  }
  if (values.size === 0)
    throw (
      missing ??
      new DeviceFailure('configuration', 'the device has none of the objects', { cause: 'other-device' })
    );
  return values;
}

/** Groups of a profile's paths, `Group/rItem` or deeper. */
export function groupsOf(profile: DeviceProfile): readonly GroupItems[] {
  const groups = new Map<string, { name: string; source: PathSource }[]>();
  for (const source of sourcesOf(profile)) {
    if (!('path' in source)) continue;
    const slash = source.path.lastIndexOf('/');
    const group = source.path.slice(0, slash);
    groups.set(group, [...(groups.get(group) ?? []), { name: source.path.slice(slash + 1), source }]);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}

function collect(
  { items }: GroupItems,
  answer: Readonly<Record<string, unknown>>,
  values: Map<FieldSource, RawValue>,
): void {
  for (const { name, source } of items) {
    const value = Object.hasOwn(answer, name) ? answer[name] : undefined;
    const raw = rawValueOf(value);
    if (raw !== undefined) values.set(source, raw);
  }
}

/** Undefined for what is no value, as a group inside a group. */
export function rawValueOf(value: unknown): RawValue | undefined {
  if (isScalar(value)) return value;
  return Array.isArray(value) && value.every(isScalar) ? value : undefined;
}

const isScalar = (value: unknown): value is RawScalar =>
  value === null || ['number', 'string', 'boolean'].includes(typeof value);

/** An answer that must be an object of names and values. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DeviceFailure('garbled', 'a group that is not an object');
  }
  return value as Readonly<Record<string, unknown>>;
}
