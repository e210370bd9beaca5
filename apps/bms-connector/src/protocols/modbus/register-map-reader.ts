import {
  type DeviceProfile,
  type FieldSource,
  type RegisterSource,
  sourcesOf,
} from '@trackingbms/device-profiles';
import type { RawScalar, RawValue } from '../raw-value.js';
import { exactRanges, mergeRanges } from './read-plan.js';
import { isIllegalAddress, type ReadRange, type RegisterRange } from './read-registers.js';
import { RegisterImage } from './register-image.js';
import { lengthOf, sourceValue } from './source-value.js';

const defaultLimits = { maxGap: 8, maxRegisters: 125 };

/** Reads the registers that a profile names, in few requests; remembers a unit that refuses merged ones. */
export class RegisterMapReader {
  private refusesMerged = false;

  async read(profile: DeviceProfile, ask: ReadRange, into: Map<FieldSource, RawValue>): Promise<void> {
    const sources = sourcesOf(profile).filter(isRegisterSource);
    if (sources.length === 0) return;
    const step = addressesPerRegister(profile);
    const askInStep: ReadRange = (range) => ask({ ...range, start: range.start * step });
    const places = sources.map((source) => ({ source, place: counted(source, step) }));
    const ranges = places.flatMap(({ place }) => rangesOf(place));
    const image = await this.imageOf(ranges, profile, askInStep);
    for (const { source, place } of places) {
      const value = valueOf(place, image);
      if (value !== undefined) into.set(source, value);
    }
  }

  private async imageOf(
    ranges: readonly RegisterRange[],
    profile: DeviceProfile,
    ask: ReadRange,
  ): Promise<RegisterImage> {
    if (!this.refusesMerged) {
      const image = new RegisterImage();
      const refused = await fill(image, mergeRanges(ranges, { ...defaultLimits, ...profile.registers }), ask);
      if (!refused) return image;
      this.refusesMerged = true;
    }
    const image = new RegisterImage();
    const refused = await fill(image, exactRanges(ranges), ask);
    // What a device has not got is absent; a device that has nothing of the profile is another device.
    if (refused && image.isEmpty) throw refused;
    return image;
  }
}

/** Answers the last refusal for an address that the device has not got; any other failure ends the read. */
async function fill(
  image: RegisterImage,
  ranges: readonly RegisterRange[],
  ask: ReadRange,
): Promise<unknown> {
  let refused: unknown;
  for (const range of ranges) {
    try {
      image.add(range, await ask(range));
    } catch (error) {
      if (!isIllegalAddress(error)) throw error;
      refused = error;
    }
  }
  return refused;
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

const strideOf = (source: RegisterSource): number => source.repeat?.stride ?? lengthOf(source);

function rangesOf(source: RegisterSource): RegisterRange[] {
  const { table, address: start, repeat } = source;
  const count = ((repeat?.count ?? 1) - 1) * strideOf(source) + lengthOf(source);
  const counter = repeat?.countFrom;
  return [
    { table, start, count },
    ...(counter ? [{ table: counter.table, start: counter.address, count: 1 }] : []),
  ];
}

function valueOf(source: RegisterSource, image: RegisterImage): RawValue | undefined {
  const one = (start: number): RawScalar | undefined => {
    const registers = image.slice({ table: source.table, start, count: lengthOf(source) });
    return registers && sourceValue(source, registers);
  };
  if (!source.repeat) return one(source.address);
  const count = repeatCount(source.repeat, image);
  if (count === undefined) return undefined;
  const values = Array.from({ length: count }, (_, index) => one(source.address + index * strideOf(source)));
  return values.includes(undefined) ? undefined : (values as RawScalar[]);
}

function repeatCount(
  repeat: NonNullable<RegisterSource['repeat']>,
  image: RegisterImage,
): number | undefined {
  if (!repeat.countFrom) return repeat.count;
  const counted = image.slice({
    table: repeat.countFrom.table,
    start: repeat.countFrom.address,
    count: 1,
  })?.[0];
  return counted === undefined || counted > repeat.count ? undefined : counted;
}
