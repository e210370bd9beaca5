import { byteSum } from '../checksums.js';
import type { FrameShape } from '../frame-shape.js';
import type { SerialLanguage } from '../serial-language.js';
import { taggedFields } from './jk-nw-fields.js';

/** Reads everything; the only request that is made. */
const readAll = Buffer.from('4e5700130000000006030000000000006800000129', 'hex');
const readAllCommand = 0x06;
const answer = 0x01;
const markLength = 2;
const dataAt = 11;
/** After the data: a number of four bytes, the end mark, four bytes of which the last two are the sum. */
const tailLength = 9;
const endMark = 0x68;
const longest = 1_024;

const shape: FrameShape = {
  start: Buffer.from('4e57', 'hex'),
  lengthOf: (bytes) => {
    if (bytes.length < markLength + 2) return undefined;
    const length = bytes.readUInt16BE(markLength) + markLength;
    return length >= dataAt + tailLength && length <= longest ? length : 0;
  },
  isSound: (frame) =>
    frame.at(-5) === endMark && byteSum(frame.subarray(0, -4)) === frame.readUInt16BE(frame.length - 2),
};

/** JK boards on their own serial port (the NW protocol): one long answer of fields behind tags. */
export const jkNw: SerialLanguage = {
  shape,
  pauseMilliseconds: 10,
  read: ({ ask }) =>
    ask(readAll, (frame) => {
      const isAnswer = frame.readUInt8(8) === readAllCommand && frame.readUInt8(10) === answer;
      return isAnswer ? taggedFields(frame.subarray(dataAt, -tailLength)) : undefined;
    }),
};
