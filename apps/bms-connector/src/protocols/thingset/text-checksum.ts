import { crc32 } from 'node:zlib';
import { DeviceFailure } from '../device-failure.errors.js';

/** How a node writes the CRC-32 after a message: ` XXXXXXXX#` in version 0.6, ` XXXXXXXX` in version 0.5. */
export type ChecksumForm = 'hash' | 'plain';

export interface CheckedText {
  /** The message without its sum. */
  readonly text: string;
  /** Undefined where there was no sum. */
  readonly form: ChecksumForm | undefined;
}

const suffixed = /^(.*) ([0-9A-F]{8})(#?)$/s;

/** The sum of a message, over all of it and without the blank before the sum. */
export const checksumOf = (text: string): string => crc32(text).toString(16).toUpperCase().padStart(8, '0');

export const withChecksum = (text: string, form: ChecksumForm): string =>
  `${text} ${checksumOf(text)}${form === 'hash' ? '#' : ''}`;

/**
 * A line without its sum. Throws `DeviceFailure` (garbled) where the sum is wrong, or missing though it is required.
 * Without the hash sign, eight digits that are no sum may be a part of the message where none is required.
 */
export function checkedText(line: string, required: boolean): CheckedText {
  const [, text, sum, hash] = suffixed.exec(line) ?? [];
  const right = text !== undefined && checksumOf(text) === sum;
  if (right) return { text, form: hash === '#' ? 'hash' : 'plain' };
  if (required || hash === '#') throw new DeviceFailure('garbled', 'an answer whose checksum is not right');
  return { text: line, form: undefined };
}
