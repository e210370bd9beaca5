import type { ByteOrder } from './dbc-database.js';

export interface BitLayout {
  readonly startBit: number;
  readonly length: number;
  readonly byteOrder: ByteOrder;
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
