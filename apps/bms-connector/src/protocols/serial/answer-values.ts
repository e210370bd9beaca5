import type { AnswerSource, AnswerType } from '@trackingbms/device-profiles';
import type { RawValue } from '../raw-value.js';
import type { Answers } from './serial-language.js';

const lengths: Readonly<Record<AnswerType, number>> = {
  u8: 1,
  s8: 1,
  u16: 2,
  s16: 2,
  sm16: 2,
  u24: 3,
  u32: 4,
  s32: 4,
};

/** What a source says in these answers; undefined where its answer is missing or too short for it. */
export function answerValue(source: AnswerSource, answers: Answers): RawValue | undefined {
  const bytes = answers.get(source.answer);
  if (!bytes) return undefined;
  if (!source.repeat) return valueAt(bytes, source.offset, source);
  const stride = source.repeat.stride ?? lengths[source.type];
  const room = Math.floor((bytes.length - source.offset - lengths[source.type]) / stride) + 1;
  const count = countOf(source.repeat, bytes, room);
  if (count === undefined) return undefined;
  return Array.from({ length: count }, (_, index) => valueAt(bytes, source.offset + index * stride, source)!);
}

/** A device that counts more than there is room for is not believed at all. */
function countOf(
  { count, countFrom }: NonNullable<AnswerSource['repeat']>,
  bytes: Buffer,
  room: number,
): number | undefined {
  const most = Math.min(count, Math.max(room, 0));
  if (!countFrom) return most;
  const counted = countFrom < bytes.length ? bytes.readUInt8(countFrom) : undefined;
  return counted === undefined || counted > most ? undefined : counted;
}

function valueAt(bytes: Buffer, offset: number, source: AnswerSource): number | undefined {
  const end = offset + lengths[source.type];
  if (end > bytes.length) return undefined;
  const value = integer(ordered(bytes.subarray(offset, end), source), source.type);
  if (source.bit !== undefined) return Math.floor(value / 2 ** source.bit) % 2;
  const { negativeAbove } = source;
  return negativeAbove !== undefined && value > negativeAbove ? negativeAbove - value : value;
}

/** The bytes with the highest first. */
function ordered(bytes: Buffer, { wordOrder, byteOrder }: AnswerSource): Buffer {
  const inOrder = Buffer.from(bytes);
  if (byteOrder === 'low-first') inOrder.reverse();
  if (wordOrder === 'low-first' && inOrder.length === 4) inOrder.swap32().swap16();
  return inOrder;
}

function integer(bytes: Buffer, type: AnswerType): number {
  const value = bytes.readUIntBE(0, bytes.length);
  const sign = 2 ** (bytes.length * 8 - 1);
  if (type === 'sm16') return value >= sign ? sign - value || 0 : value;
  return type.startsWith('s') && value >= sign ? value - 2 * sign : value;
}
