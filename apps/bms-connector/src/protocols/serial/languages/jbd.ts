import { DeviceFailure } from '../../device-failure.errors.js';
import { complementOfSum } from '../checksums.js';
import type { FrameShape } from '../frame-shape.js';
import type { SerialLanguage } from '../serial-language.js';

const start = 0xdd;
const end = 0x77;
const read = 0xa5;
/** Start, register, status, length; then the data, two bytes of sum and the end. */
const headLength = 4;
const frameOverhead = 7;

/** Requests by the name of their answer: basic values, cells, name of the board. */
const registers: Readonly<Record<string, number>> = { '0x03': 0x03, '0x04': 0x04, '0x05': 0x05 };

const shape: FrameShape = {
  start: Buffer.of(start),
  lengthOf: (bytes) => (bytes.length < headLength ? undefined : bytes.readUInt8(3) + frameOverhead),
  isSound: (frame) =>
    frame.at(-1) === end && frame.readUInt16BE(frame.length - 3) === complementOfSum(frame.subarray(2, -3)),
};

function readRequest(register: number): Buffer {
  const sum = complementOfSum(Buffer.of(register, 0));
  return Buffer.of(start, read, register, 0, sum >> 8, sum & 0xff, end);
}

function dataOf(frame: Buffer, register: number): Buffer | undefined {
  if (frame.readUInt8(1) !== register) return undefined;
  const status = frame.readUInt8(2);
  if (status !== 0)
    throw new DeviceFailure('exception', `device answered status ${status}`, { exception: status });
  return frame.subarray(headLength, -3);
}

/** JBD (Jiabaida, LLT, Overkill Solar): registers behind start and end marks with a sum of two bytes. */
export const jbd: SerialLanguage = {
  shape,
  pauseMilliseconds: 10,
  async read({ wanted, ask }) {
    const answers = new Map<string, Buffer>();
    for (const [name, register] of Object.entries(registers)) {
      if (!wanted.has(name)) continue;
      answers.set(name, await ask(readRequest(register), (frame) => dataOf(frame, register)));
    }
    return answers;
  },
};
