import type { RegisterType, WordOrder } from '@trackingbms/device-profiles';
import { shortestFloat } from '../shortest-float.js';

const lengths: Readonly<Record<RegisterType, number>> = {
  bit: 1,
  u16: 1,
  s16: 1,
  u32: 2,
  s32: 2,
  f32: 2,
  u64: 4,
  s64: 4,
  f64: 4,
};

/** Registers that a value of this type takes (bits: coils). */
export const registersPer = (type: RegisterType): number => lengths[type];

const decoders: Readonly<Record<RegisterType, (bytes: DataView) => number | null>> = {
  bit: (bytes) => bytes.getUint16(0),
  u16: (bytes) => bytes.getUint16(0),
  s16: (bytes) => bytes.getInt16(0),
  u32: (bytes) => bytes.getUint32(0),
  s32: (bytes) => bytes.getInt32(0),
  u64: (bytes) => exactNumber(bytes.getBigUint64(0)),
  s64: (bytes) => exactNumber(bytes.getBigInt64(0)),
  f32: (bytes) => shortestFloat(bytes.getFloat32(0)),
  f64: (bytes) => finite(bytes.getFloat64(0)),
};

/** Every value is put together here, one after the other: a new buffer for each costs more than the decoding. */
const scratch = new DataView(new ArrayBuffer(8));

/** The value in these registers (as many as the type takes); null where it is no finite number a double can hold. */
export function registerValue(
  registers: ArrayLike<number>,
  type: RegisterType,
  wordOrder: WordOrder = 'high-first',
): number | null {
  const count = lengths[type];
  for (let index = 0; index < count; index++) {
    const place = wordOrder === 'high-first' ? index : count - 1 - index;
    scratch.setUint16(place * 2, registers[index] ?? 0);
  }
  return decoders[type](scratch);
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

const exactNumber = (value: bigint): number | null =>
  Number.isSafeInteger(Number(value)) ? Number(value) : null;
