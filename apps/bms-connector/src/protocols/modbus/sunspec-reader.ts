import {
  sourcesOf,
  type DeviceProfile,
  type FieldSource,
  type ModelLayout,
  type ModelPointSource,
} from '../../device-profiles/device-profile.js';
import { DeviceFailure } from '../device-failure.errors.js';
import type { RawValue } from '../raw-value.js';
import { mergeRanges } from './read-plan.js';
import type { ReadRange } from './read-registers.js';
import { RegisterImage } from './register-image.js';
import { discoverModels, type ModelPlace } from './sunspec-discovery.js';
import { pointValue } from './sunspec-points.js';

/** Reads the SunSpec models that a profile names, wherever the unit keeps them; remembers where that is. */
export class SunSpecReader {
  private places: ReadonlyMap<number, ModelPlace> | undefined;

  async read(profile: DeviceProfile, ask: ReadRange, into: Map<FieldSource, RawValue>): Promise<void> {
    const sources = sourcesOf(profile).filter(isModelPoint);
    if (sources.length === 0) return;
    const places = (this.places ??= await discoverModels(ask));
    const wanted = [...new Set(sources.map((source) => source.model))];
    const found = wanted.flatMap((model) => places.get(model) ?? []);
    if (found.length === 0) throw new DeviceFailure('configuration', 'the device has none of the models');
    for (const place of found) {
      const layout = profile.models?.[place.model];
      if (layout)
        collect(
          sources.filter(({ model }) => model === place.model),
          layout,
          await this.registersOf(place, ask),
          into,
        );
    }
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

function collect(
  sources: readonly ModelPointSource[],
  layout: ModelLayout,
  registers: Uint16Array,
  into: Map<FieldSource, RawValue>,
): void {
  for (const source of sources) {
    const value = pointValue(layout, source.point, registers);
    if (value !== undefined) into.set(source, value);
  }
}

const isModelPoint = (source: FieldSource): source is ModelPointSource => 'model' in source;
