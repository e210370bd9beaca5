import {
  type DeviceProfile,
  type FieldSource,
  type ModelLayout,
  type ModelPointSource,
  sourcesOf,
} from '@trackingbms/device-profiles';
import { DeviceFailure } from '../device-failure.errors.js';
import type { RawValue } from '../raw-value.js';
import { mergeRanges } from './read-plan.js';
import type { ReadRange } from './read-registers.js';
import { RegisterImage } from './register-image.js';
import { discoverModels, type ModelPlace } from './sunspec-discovery.js';
import { pointValue } from './sunspec-points.js';

const pointsOfProfiles = new WeakMap<DeviceProfile, readonly ModelPointSource[]>();

/** Looked up once for a profile: it is read by thousands of devices, most of which have no models. */
function modelPoints(profile: DeviceProfile): readonly ModelPointSource[] {
  const points = pointsOfProfiles.get(profile) ?? sourcesOf(profile).filter(isModelPoint);
  pointsOfProfiles.set(profile, points);
  return points;
}

/** Reads the SunSpec models that a profile names, wherever the unit keeps them; remembers where that is. */
export class SunSpecReader {
  private places: ReadonlyMap<number, readonly ModelPlace[]> | undefined;

  async read(profile: DeviceProfile, ask: ReadRange, into: Map<FieldSource, RawValue>): Promise<void> {
    const sources = modelPoints(profile);
    if (sources.length === 0) return;
    const places = (this.places ??= await discoverModels(ask));
    const wanted = [...new Set(sources.map((source) => source.model))];
    if (!wanted.some((model) => places.has(model)))
      throw new DeviceFailure('configuration', 'the device has none of the models', {
        cause: 'other-device',
      });
    for (const model of wanted) {
      const layout = profile.models?.[model];
      if (!layout) continue;
      const images = await this.imagesOf(placesThatCount(layout, places.get(model) ?? []), ask);
      collect(
        sources.filter((source) => source.model === model),
        layout,
        inOrder(layout, images),
        into,
      );
    }
  }

  private async imagesOf(places: readonly ModelPlace[], ask: ReadRange): Promise<Uint16Array[]> {
    const images: Uint16Array[] = [];
    for (const place of places) images.push(await this.registersOf(place, ask));
    return images;
  }

  /** The whole model with its header, which is checked each time: a map that has moved must not be read as the old one. */
  private async registersOf(place: ModelPlace, ask: ReadRange): Promise<Uint16Array> {
    const whole = { table: 'holding' as const, start: place.address, count: place.length + 2 };
    const image = new RegisterImage();
    try {
      for (const range of mergeRanges([whole], { maxGap: 0, maxRegisters: 125 })) {
        image.add(range, await ask(range));
      }
    } catch (error) {
      this.places = undefined;
      throw error;
    }
    const registers = image.slice(whole) ?? new Uint16Array(2);
    if (registers[0] !== place.model || registers[1] !== place.length) {
      this.places = undefined;
      throw new DeviceFailure('garbled', 'a model is no longer where it was found');
    }
    return registers;
  }
}

const placesThatCount = (layout: ModelLayout, places: readonly ModelPlace[]): readonly ModelPlace[] =>
  layout.orderBy ? places : places.slice(0, 1);

/** A model that does not say where it belongs comes after those that do. */
function inOrder({ orderBy = [], ...layout }: ModelLayout, images: readonly Uint16Array[]): Uint16Array[] {
  const placeOf = (image: Uint16Array, name: string): number => {
    const value = pointValue(layout, name, image);
    return typeof value === 'number' ? value : Number.MAX_SAFE_INTEGER;
  };
  const compare = (a: Uint16Array, b: Uint16Array): number =>
    orderBy.map((name) => placeOf(a, name) - placeOf(b, name)).find((difference) => difference !== 0) ?? 0;
  return [...images].sort(compare);
}

function collect(
  sources: readonly ModelPointSource[],
  layout: ModelLayout,
  images: readonly Uint16Array[],
  into: Map<FieldSource, RawValue>,
): void {
  for (const source of sources) {
    const value = joined(images.map((image) => pointValue(layout, source.point, image)));
    if (value !== undefined) into.set(source, value);
  }
}

/** One model's value as it is, those of several as one list; undefined where none of them has the point. */
function joined(values: readonly (RawValue | undefined)[]): RawValue | undefined {
  if (values.length < 2) return values[0];
  if (values.every((value) => value === undefined)) return undefined;
  return values.flatMap((value) => value ?? null);
}

const isModelPoint = (source: FieldSource): source is ModelPointSource => 'model' in source;
