import type { ByteOrder } from './dbc-database.js';

export interface BitLayout {
  readonly startBit: number;
  readonly length: number;
  readonly byteOrder: ByteOrder;
}

/** Neighbouring bits of a signal within one byte. */
export interface BitSlice {
  readonly byte: number;
  readonly shift: number;
  readonly mask: number;
  /** Bits of the signal below this slice. */
  readonly below: number;
}

/**
 * Where each bit of a signal is, its lowest first; bit 7 of byte 0 has number 7, bit 0 of byte 1 number 8. A Motorola
 * signal is written by its highest bit and goes down within a byte, then on at the top of the next one.
 */
export function bitPositions({ startBit, length, byteOrder }: BitLayout): readonly number[] {
  if (byteOrder === 'intel') return Array.from({ length }, (_, index) => startBit + index);
  const positions: number[] = [];
  let position = startBit;
  for (let index = 0; index < length; index += 1) {
    positions.push(position);
    position = position % 8 === 0 ? position + 15 : position - 1;
  }
  return positions.reverse();
}

export function bitSlices(layout: BitLayout): readonly BitSlice[] {
  const slices: BitSlice[] = [];
  const positions = bitPositions(layout);
  let first = 0;
  for (let index = 1; index <= positions.length; index += 1) {
    const start = positions[first] ?? 0;
    const byte = Math.floor(start / 8);
    const next = positions[index];
    if (next !== undefined && Math.floor(next / 8) === byte) continue;
    slices.push({ byte, shift: start % 8, mask: (1 << (index - first)) - 1, below: first });
    first = index;
  }
  return slices;
}

/** The slices as one number without a sign; exact for up to 53 bits. */
export function readNumber(data: Uint8Array, slices: readonly BitSlice[]): number {
  let value = 0;
  for (const { byte, shift, mask, below } of slices) {
    value += (((data[byte] ?? 0) >> shift) & mask) * 2 ** below;
  }
  return value;
}

export function readBigInt(data: Uint8Array, slices: readonly BitSlice[]): bigint {
  let value = 0n;
  for (const { byte, shift, mask, below } of slices) {
    value |= BigInt(((data[byte] ?? 0) >> shift) & mask) << BigInt(below);
  }
  return value;
}
