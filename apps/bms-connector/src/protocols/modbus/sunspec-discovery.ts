import { DeviceFailure } from '../device-failure.errors.js';
import { ModbusException, type ReadRange } from './read-registers.js';

export interface ModelPlace {
  readonly model: number;
  /** Address of the register that holds the model's id. */
  readonly address: number;
  /** Registers after id and length. */
  readonly length: number;
}

const baseAddresses = [40000, 50000, 0];
const marker = [0x5375, 0x6e53];
const endOfModels = 0xffff;
const maxModels = 100;
/** Longer than any published model with its repeats: more is no length but garbage. */
const maxLength = 4000;

/** Where the models of a device are, by their id and in the order of the device. */
export async function discoverModels(ask: ReadRange): Promise<ReadonlyMap<number, readonly ModelPlace[]>> {
  let address = (await baseAddress(ask)) + marker.length;
  const places = new Map<number, ModelPlace[]>();
  for (let count = 0; count < maxModels; count++) {
    const place = await modelAt(address, ask);
    if (!place) return places;
    places.set(place.model, [...(places.get(place.model) ?? []), place]);
    address += 2 + place.length;
  }
  throw new DeviceFailure('garbled', 'the list of models has no end');
}

async function baseAddress(ask: ReadRange): Promise<number> {
  for (const start of baseAddresses) {
    const registers = await optional(ask({ table: 'holding', start, count: marker.length }));
    if (registers && marker.every((word, index) => registers[index] === word)) return start;
  }
  throw new DeviceFailure('configuration', 'no SunSpec marker at 40000, 50000 or 0', {
    cause: 'other-device',
  });
}

/** A refusal means: not here. */
async function optional(answer: Promise<Uint16Array>): Promise<Uint16Array | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ModbusException && error.kind === 'configuration') return undefined;
    throw error;
  }
}

async function modelAt(address: number, ask: ReadRange): Promise<ModelPlace | undefined> {
  if (address + 2 > 0x10000)
    throw new DeviceFailure('garbled', 'the list of models leaves the address range');
  const [model = endOfModels, length = 0] = await ask({ table: 'holding', start: address, count: 2 });
  if (model === endOfModels) return undefined;
  if (model === 0 || length > maxLength) throw new DeviceFailure('garbled', 'not a SunSpec model');
  return { model, address, length };
}
