import { type BitLayout, bitPositions } from '@trackingbms/device-profiles';

/** Neighbouring bits of a signal within one byte. */
export interface BitSlice {
  readonly byte: number;
  readonly shift: number;
  readonly mask: number;
  /** Bits of the signal below this slice. */
  readonly below: number;
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
