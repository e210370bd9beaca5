import { DeviceFailure } from '../../device-failure.errors.js';
import { modbusCrc } from '../checksums.js';
import type { FrameShape } from '../frame-shape.js';
import type { SerialLanguage } from '../serial-language.js';

const address = 0xd2;
const read = 0x03;
const refused = read | 0x80;
const refusalLength = 5;
/** Address, function and length; then the data and two bytes of CRC. */
const headLength = 3;

/** Blocks by the name of their answer; an answer is told by its length alone. */
const blocks = [
  { name: '0x0000', start: 0x0000, registers: 0x3e },
  { name: '0x003E', start: 0x003e, registers: 0x09 },
] as const;

const shape: FrameShape = {
  start: Buffer.of(address),
  lengthOf: (bytes) => {
    if (bytes.length < headLength) return undefined;
    if (bytes.readUInt8(1) === refused) return refusalLength;
    return bytes.readUInt8(1) === read ? headLength + bytes.readUInt8(2) + 2 : 0;
  },
  isSound: (frame) => modbusCrc(frame.subarray(0, -2)) === frame.readUInt16LE(frame.length - 2),
};

function readRequest(start: number, registers: number): Buffer {
  const head = Buffer.of(address, read, start >> 8, start & 0xff, registers >> 8, registers & 0xff);
  const crc = modbusCrc(head);
  return Buffer.concat([head, Buffer.of(crc & 0xff, crc >> 8)]);
}

function dataOf(frame: Buffer, registers: number): Buffer | undefined {
  if (frame.readUInt8(1) === refused) {
    throw new DeviceFailure('exception', `device answered exception ${frame.readUInt8(2)}`, {
      exception: frame.readUInt8(2),
    });
  }
  return frame.readUInt8(2) === registers * 2 ? frame.subarray(headLength, -2) : undefined;
}

/** The newer Daly protocol: blocks of registers under the fixed address D2. */
export const dalyD2: SerialLanguage = {
  shape,
  pauseMilliseconds: 20,
  async read({ wanted, ask }) {
    const answers = new Map<string, Buffer>();
    for (const { name, start, registers } of blocks) {
      if (!wanted.has(name)) continue;
      answers.set(name, await ask(readRequest(start, registers), (frame) => dataOf(frame, registers)));
    }
    return answers;
  },
};
