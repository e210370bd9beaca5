import { DeviceFailure } from '../device-failure.errors.js';

/** What begins a CBOR item: RFC 8949, section 3. */
export interface CborHead {
  /** Major type, 0 to 7. */
  readonly major: number;
  /** The five low bits of the first byte: which simple value or float it is. */
  readonly form: number;
  /** A number's amount, a string's bytes, an array's or map's entries. Above 2^53 it is not exact. */
  readonly argument: number;
  /** Offset of the first byte after the head. */
  readonly end: number;
}

/** Bytes of the argument after the first byte, by the form. */
const argumentBytes: Readonly<Record<number, number>> = { 24: 1, 25: 2, 26: 4, 27: 8 };
const firstReserved = 28;

/** The head at this offset; undefined while its bytes are not all there. Throws for a length that is not told. */
export function cborHead(bytes: Buffer, at: number): CborHead | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  const form = first & 0x1f;
  if (form >= firstReserved) throw new DeviceFailure('garbled', 'an item of no told length');
  const width = argumentBytes[form] ?? 0;
  const end = at + 1 + width;
  if (end > bytes.length) return undefined;
  return { major: first >> 5, form, argument: width === 0 ? form : unsigned(bytes, at + 1, width), end };
}

const unsigned = (bytes: Buffer, at: number, width: number): number =>
  width === 8 ? Number(bytes.readBigUInt64BE(at)) : bytes.readUIntBE(at, width);

export const cborMajor = {
  unsigned: 0,
  negative: 1,
  bytes: 2,
  text: 3,
  array: 4,
  map: 5,
  tag: 6,
  simple: 7,
} as const;
