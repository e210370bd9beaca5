/** A float of 32 bits, which JSON has no word for. */
export class Float32 {
  constructor(readonly value: number) {}
}

export type Writable = number | string | boolean | null | Float32 | readonly Writable[] | WritableObject;
export interface WritableObject {
  readonly [name: string]: Writable;
}

/** CBOR by the RFC: integers in the shortest form, other numbers as doubles. */
export function writeCbor(value: Writable): Buffer {
  if (value === null) return Buffer.of(0xf6);
  if (typeof value === 'boolean') return Buffer.of(value ? 0xf5 : 0xf4);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') {
    const text = Buffer.from(value);
    return Buffer.concat([head(3, text.length), text]);
  }
  if (value instanceof Float32) {
    const bytes = Buffer.of(0xfa, 0, 0, 0, 0);
    bytes.writeFloatBE(value.value, 1);
    return bytes;
  }
  if (isList(value)) return Buffer.concat([head(4, value.length), ...value.map(writeCbor)]);
  const entries = Object.entries(value as WritableObject);
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(writeCbor)]);
}

/** An answer of a node that is asked directly, 85 F6, or one that a gateway gives for its node. */
export const binaryAnswer = (value: Writable, node: string | null = null): Buffer =>
  Buffer.concat([Buffer.of(0x85), writeCbor(node), writeCbor(value)]);

const isList = (value: Writable): value is readonly Writable[] => Array.isArray(value);

function number(value: number): Buffer {
  if (Number.isSafeInteger(value)) return value < 0 ? head(1, -1 - value) : head(0, value);
  const bytes = Buffer.alloc(9, 0xfb);
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

function head(major: number, argument: number): Buffer {
  if (argument < 24) return Buffer.of((major << 5) | argument);
  const bytes = Buffer.alloc(9);
  bytes.writeBigUInt64BE(BigInt(argument), 1);
  const width = [1, 2, 4, 8].find((each) => argument < 256 ** each) ?? 8;
  const first = (major << 5) | (24 + Math.log2(width));
  return Buffer.concat([Buffer.of(first), bytes.subarray(9 - width)]);
}
