import { DeviceFailure } from '../device-failure.errors.js';
import { shortestFloat } from '../shortest-float.js';
import { cborHead, cborMajor, type CborHead } from './cbor-head.js';

export type CborValue = number | string | boolean | null | readonly CborValue[] | CborObject;
export interface CborObject {
  readonly [name: string]: CborValue;
}

const maxDepth = 8;
const decimalFraction = 4;

/**
 * The value of a whole item. Null is what is no value of a reading: NaN and the infinities, as in text mode, integers
 * beyond 2^53, byte strings, simple values without a meaning, tags but decimal fractions. Throws where the bytes
 * are no item.
 */
export function cborValue(item: Buffer): CborValue {
  const reader = new Reader(item);
  const value = reader.value(0);
  if (reader.at !== item.length) throw garbled();
  return value;
}

class Reader {
  at = 0;

  constructor(private readonly bytes: Buffer) {}

  value(depth: number): CborValue {
    if (depth > maxDepth) throw garbled();
    const head = cborHead(this.bytes, this.at);
    if (head === undefined) throw garbled();
    this.at = head.end;
    switch (head.major) {
      case cborMajor.unsigned:
        return exact(head.argument);
      case cborMajor.negative:
        return exact(-1 - head.argument);
      case cborMajor.bytes:
        this.content(head.argument);
        return null;
      case cborMajor.text:
        return this.content(head.argument).toString('utf8');
      case cborMajor.simple:
        return simpleValue(head, this.bytes);
      default:
        return this.composed(head, depth + 1);
    }
  }

  private composed({ major, argument }: CborHead, depth: number): CborValue {
    if (major === cborMajor.tag) return tagged(argument, this.value(depth));
    // Each entry has a byte at least, so that a wrong count ends here and not in memory.
    if (argument > this.bytes.length - this.at) throw garbled();
    const entries = Array.from({ length: argument });
    if (major === cborMajor.array) return entries.map(() => this.value(depth));
    return Object.fromEntries(entries.map(() => [this.name(depth), this.value(depth)]));
  }

  /** Names of a map are texts, or ids where the node was asked by id. */
  private name(depth: number): string {
    const name = this.value(depth);
    if (typeof name !== 'string' && typeof name !== 'number') throw garbled();
    return String(name);
  }

  private content(length: number): Buffer {
    const content = this.bytes.subarray(this.at, this.at + length);
    if (content.length !== length) throw garbled();
    this.at += length;
    return content;
  }
}

const garbled = (): DeviceFailure => new DeviceFailure('garbled', 'not a CBOR item');

const exact = (value: number): number | null => (Number.isSafeInteger(value) ? value : null);

const constants: Readonly<Record<number, boolean>> = { 20: false, 21: true };

function simpleValue({ form, end }: CborHead, bytes: Buffer): number | boolean | null {
  if (form === 25) return finite(halfFloat(bytes.readUInt16BE(end - 2)));
  if (form === 26) return shortestFloat(bytes.readFloatBE(end - 4));
  if (form === 27) return finite(bytes.readDoubleBE(end - 8));
  return constants[form] ?? null;
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Sign, 5 bits of exponent, 10 of fraction. */
function halfFloat(bits: number): number {
  const sign = bits >> 15 === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (fraction + 0x400) * 2 ** (exponent - 25));
}

/** A decimal fraction is its exponent of ten and its digits. */
function tagged(tag: number, value: CborValue): CborValue {
  if (tag !== decimalFraction || !Array.isArray(value) || value.length !== 2) return null;
  const [exponent, digits] = value as readonly CborValue[];
  if (!Number.isSafeInteger(exponent) || !Number.isSafeInteger(digits)) return null;
  return finite(Number(`${String(digits)}e${String(exponent)}`));
}
