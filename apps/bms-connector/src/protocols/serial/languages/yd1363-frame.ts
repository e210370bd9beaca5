import { complementOfSum } from '../checksums.js';
import type { FrameShape } from '../frame-shape.js';

/** YD/T 1363: pairs of hexadecimal digits between `~` and a carriage return. */
const startMark = '~';
const endMark = 0x0d;
/** Start mark, version, address, two ids and length; then the text, four digits of sum and the end mark. */
const headLength = 13;
const frameOverhead = headLength + 5;
const lengthAt = 9;
const lithiumIron = 0x46;

export interface Yd1363Frame {
  readonly address: number;
  /** In a request the command, in an answer the return code. */
  readonly code: number;
  readonly data: Buffer;
}

export const yd1363Shape: FrameShape = {
  start: Buffer.from(startMark),
  lengthOf: (bytes) => {
    if (bytes.length < headLength) return undefined;
    const head = bytes.toString('latin1', 1, headLength);
    if (!isHex(head)) return 0;
    const length = parseInt(head.slice(8), 16);
    const characters = length & 0xfff;
    return length >> 12 === lengthCheck(characters) && characters % 2 === 0 ? frameOverhead + characters : 0;
  },
  isSound: (frame) => {
    const text = frame.toString('latin1', 1, frame.length - 1);
    const sum = complementOfSum(frame.subarray(1, -5));
    return frame.at(-1) === endMark && isHex(text) && parseInt(text.slice(-4), 16) === sum;
  },
};

const isHex = (text: string): boolean => /^[0-9A-Fa-f]*$/.test(text);

/** Two's complement of the sum of the three digits. */
const lengthCheck = (characters: number): number =>
  -((characters & 0xf) + ((characters >> 4) & 0xf) + (characters >> 8)) & 0xf;

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

/** `version` is two digits, for example `20`; the data are pairs of digits. */
export function yd1363Request(version: string, address: number, code: number, data: string): Buffer {
  const length = (lengthCheck(data.length) << 12) | data.length;
  const text = `${version}${hex(address, 2)}${hex(lithiumIron, 2)}${hex(code, 2)}${hex(length, 4)}${data}`;
  return Buffer.from(`${startMark}${text}${hex(complementOfSum(Buffer.from(text)), 4)}\r`);
}

/** The content of a sound frame; undefined where it is not about a lithium battery. */
export function yd1363Content(frame: Buffer): Yd1363Frame | undefined {
  const bytes = Buffer.from(frame.toString('latin1', 1, frame.length - 5), 'hex');
  if (bytes.readUInt8(2) !== lithiumIron) return undefined;
  return {
    address: bytes.readUInt8(1),
    code: bytes.readUInt8(3),
    data: bytes.subarray((lengthAt + 3) / 2),
  };
}
