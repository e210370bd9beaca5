import {
  type DeviceProfile,
  type FieldSource,
  type RegisterSource,
  sourcesOf,
} from '@trackingbms/device-profiles';
import { exactRanges, mergeRanges } from './read-plan.js';
import type { RegisterRange } from './read-registers.js';
import { lengthOf } from './source-value.js';

const defaultLimits = { maxGap: 8, maxRegisters: 125 };

/** What of a profile is read from registers, and by which requests. */
export interface RegisterPlan {
  readonly places: readonly { readonly source: RegisterSource; readonly place: RegisterSource }[];
  /** How far apart the addresses of two registers in a row are. */
  readonly step: number;
  readonly merged: readonly RegisterRange[];
  /** For a unit that refuses the merged ones. */
  readonly exact: readonly RegisterRange[];
}

const plans = new WeakMap<DeviceProfile, RegisterPlan>();

/** Made once for a profile: thousands of devices are read by the same one, every few seconds. */
export function registerPlan(profile: DeviceProfile): RegisterPlan {
  const known = plans.get(profile);
  if (known) return known;
  const plan = planOf(profile);
  plans.set(profile, plan);
  return plan;
}

function planOf(profile: DeviceProfile): RegisterPlan {
  const step = addressesPerRegister(profile);
  const sources = sourcesOf(profile).filter(isRegisterSource);
  const places = sources.map((source) => ({ source, place: counted(source, step) }));
  const ranges = places.flatMap(({ place }) => rangesOf(place));
  const merged = mergeRanges(ranges, { ...defaultLimits, ...profile.registers });
  return { places, step, merged, exact: exactRanges(ranges) };
}

const isRegisterSource = (source: FieldSource): source is RegisterSource => 'table' in source;

const addressesPerRegister = ({ registers }: DeviceProfile): number =>
  registers?.addressUnit === 'bytes' ? 2 : 1;

/** The source with addresses that count registers, as plans and images do. */
function counted(source: RegisterSource, step: number): RegisterSource {
  const { address, repeat } = source;
  const countFrom = repeat?.countFrom && { ...repeat.countFrom, address: repeat.countFrom.address / step };
  return { ...source, address: address / step, ...(repeat && { repeat: { ...repeat, countFrom } }) };
}

/** From one value of a repeated source to the next. */
export const strideOf = (source: RegisterSource): number => source.repeat?.stride ?? lengthOf(source);

function rangesOf(source: RegisterSource): RegisterRange[] {
  const { table, address: start, repeat } = source;
  const count = ((repeat?.count ?? 1) - 1) * strideOf(source) + lengthOf(source);
  const counter = repeat?.countFrom;
  return [
    { table, start, count },
    ...(counter ? [{ table: counter.table, start: counter.address, count: 1 }] : []),
  ];
}
