import type { DeviceProfile, FieldSource, RegisterSource } from '@trackingbms/device-profiles';
import type { RawScalar, RawValue } from '../raw-value.js';
import { isIllegalAddress, type ReadRange, type RegisterRange } from './read-registers.js';
import { RegisterImage } from './register-image.js';
import { registerPlan, strideOf, type RegisterPlan } from './register-plan.js';
import { lengthOf, sourceValue } from './source-value.js';

/** Reads the registers that a profile names, in few requests; remembers a unit that refuses merged ones. */
export class RegisterMapReader {
  private refusesMerged = false;

  async read(profile: DeviceProfile, ask: ReadRange, into: Map<FieldSource, RawValue>): Promise<void> {
    const plan = registerPlan(profile);
    if (plan.places.length === 0) return;
    const { step } = plan;
    const askInStep: ReadRange = step === 1 ? ask : (range) => ask({ ...range, start: range.start * step });
    const image = await this.imageOf(plan, askInStep);
    for (const { source, place } of plan.places) {
      const value = valueOf(place, image);
      if (value !== undefined) into.set(source, value);
    }
  }

  private async imageOf({ merged, exact }: RegisterPlan, ask: ReadRange): Promise<RegisterImage> {
    if (!this.refusesMerged) {
      const image = new RegisterImage();
      const refused = await fill(image, merged, ask);
      if (!refused) return image;
      this.refusesMerged = true;
    }
    const image = new RegisterImage();
    const refused = await fill(image, exact, ask);
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
