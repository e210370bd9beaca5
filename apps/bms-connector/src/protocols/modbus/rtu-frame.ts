import { modbusCrc } from '../serial/checksums.js';
import type { FrameShape } from '../serial/frame-shape.js';
import { payloadBytes, readFunctions, type RegisterRange } from './read-registers.js';

const crcLength = 2;
const headLength = 3;
const exceptionLength = 5;
const exceptionFlag = 0x80;

/** Unit, PDU and their CRC, which goes low byte first. */
export function encodeRtu(unit: number, pdu: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(1 + pdu.length + crcLength);
  bytes.writeUInt8(unit, 0);
  pdu.copy(bytes, 1);
  bytes.writeUInt16LE(modbusCrc(bytes.subarray(0, -crcLength)), bytes.length - crcLength);
  return bytes;
}

export const pduOf = (frame: Buffer): Buffer => frame.subarray(1, -crcLength);

/**
 * What can be the answer to one request. RTU marks no frame but by silence, which a TCP connection does not keep: so a
 * frame is what has this unit, this function (or its refusal), the length that was asked for, and the right CRC.
 */
export function rtuAnswerShape(unit: number, range: RegisterRange): FrameShape {
  const asked = readFunctions[range.table];
  const payload = payloadBytes(range);
  return {
    start: Buffer.of(unit),
    lengthOf: (bytes) => {
      if (bytes.length < 2) return undefined;
      if (bytes[1] === (asked | exceptionFlag)) return exceptionLength;
      if (bytes[1] !== asked) return 0;
      if (bytes.length < headLength) return undefined;
      return bytes[2] === payload ? headLength + payload + crcLength : 0;
    },
    isSound: (frame) =>
      modbusCrc(frame.subarray(0, -crcLength)) === frame.readUInt16LE(frame.length - crcLength),
  };
}
