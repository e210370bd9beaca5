import { DeviceFailure } from '../../device-failure.errors.js';
import type { Answers } from '../serial-language.js';

const cells = 0x79;
const cellLength = 3;
const current = '0x84';
const boxTemperature = '0x81';
const batteryTemperature = '0x82';
const protocolVersion = '0xC0';

/** Tags by the bytes of their field; 0x79 says its own length. */
const tagsByLength: readonly (readonly [length: number, tags: readonly number[]])[] = [
  [1, [0x85, 0x86, 0x9d, 0xa9, 0xab, 0xac, 0xae, 0xaf, 0xb1, 0xb3, 0xb8, 0xc0]],
  [2, [0x80, 0x81, 0x82, 0x83, 0x84, 0x87, 0x8a, 0x8b, 0x8c, 0x8e, 0x8f, 0x90, 0x91, 0x92, 0x93, 0x94, 0x95]],
  [2, [0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7]],
  [2, [0xa8, 0xad, 0xb0]],
  [4, [0x89, 0xaa, 0xb5, 0xb6, 0xb9]],
  [8, [0xb4]],
  [10, [0xb2]],
  [15, [0xb7]],
  [24, [0xba]],
];
const lengths = new Map(tagsByLength.flatMap(([length, tags]) => tags.map((tag) => [tag, length] as const)));

/**
 * The fields by tag, `0x79` to `0xC0`, and both sensors of the battery as `0x81+0x82`. The first tag that is not known
 * ends them, because nobody knows how long its field is: what comes after it is absent. Without protocol version 1
 * the current is absent, for it is coded in another way before that.
 */
export function taggedFields(data: Buffer): Answers {
  const fields = new Map<string, Buffer>();
  for (let at = 0; at < data.length;) {
    const tag = data.readUInt8(at);
    const length = fieldLength(data, at);
    if (length === undefined) break;
    if (at + length > data.length) throw new DeviceFailure('garbled', 'a field goes beyond the answer');
    fields.set(nameOf(tag), data.subarray(at + (tag === cells ? 2 : 1), at + length));
    at += length;
  }
  mustBeInOrder(fields.get(nameOf(cells)));
  if (fields.get(protocolVersion)?.readUInt8(0) !== 1) fields.delete(current);
  const sensors = [fields.get(boxTemperature), fields.get(batteryTemperature)];
  if (!sensors.includes(undefined)) fields.set('0x81+0x82', Buffer.concat(sensors as Buffer[]));
  return fields;
}

const nameOf = (tag: number): string => `0x${tag.toString(16).toUpperCase()}`;

/** Bytes of the field that begins here, its tag included; undefined for a tag that is not known. */
function fieldLength(data: Buffer, at: number): number | undefined {
  const tag = data.readUInt8(at);
  if (tag === cells) return cellsLength(data, at);
  const length = lengths.get(tag);
  return length === undefined ? undefined : 1 + length;
}

function cellsLength(data: Buffer, at: number): number {
  const bytes = at + 1 < data.length ? data.readUInt8(at + 1) : 0;
  if (bytes % cellLength !== 0) throw new DeviceFailure('garbled', 'cells that are not whole');
  return 2 + bytes;
}

/** Each cell bears its number, from 1: a list in which one is missing would shift the others. */
function mustBeInOrder(list: Buffer | undefined): void {
  for (let index = 0; index * cellLength < (list?.length ?? 0); index++) {
    if (list?.readUInt8(index * cellLength) !== index + 1) {
      throw new DeviceFailure('garbled', 'cells that are not numbered in order');
    }
  }
}
