import { DeviceFailure } from '../device-failure.errors.js';
import type { Framer } from '../tcp-link.js';

const headerLength = 7;
const shortestPdu = 2;
const longestPdu = 253;

export interface MbapFrame {
  readonly transaction: number;
  readonly unit: number;
  readonly pdu: Buffer;
}

/** The bytes of a Modbus TCP frame: transaction, protocol 0, length, unit, PDU. */
export function encodeMbap({ transaction, unit, pdu }: MbapFrame): Buffer {
  const bytes = Buffer.allocUnsafe(headerLength + pdu.length);
  bytes.writeUInt16BE(transaction, 0);
  bytes.writeUInt16BE(0, 2);
  bytes.writeUInt16BE(pdu.length + 1, 4);
  bytes.writeUInt8(unit, 6);
  pdu.copy(bytes, headerLength);
  return bytes;
}

/** Modbus TCP has no sync mark: bytes that are no frame end the connection, for nothing after them can be trusted. */
export class MbapFramer implements Framer<MbapFrame> {
  private pending: Buffer = Buffer.alloc(0);
  readonly noise = 0;

  push(chunk: Buffer): MbapFrame[] {
    this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    const frames: MbapFrame[] = [];
    while (this.pending.length >= headerLength) {
      const length = frameLength(this.pending);
      if (this.pending.length < length) break;
      frames.push(frameOf(this.pending.subarray(0, length)));
      this.pending = this.pending.subarray(length);
    }
    return frames;
  }
}

function frameLength(bytes: Buffer): number {
  const length = bytes.readUInt16BE(4);
  const isFrame = bytes.readUInt16BE(2) === 0 && length > shortestPdu && length <= longestPdu + 1;
  if (!isFrame) throw new DeviceFailure('garbled', 'not a Modbus TCP frame');
  return headerLength - 1 + length;
}

const frameOf = (bytes: Buffer): MbapFrame => ({
  transaction: bytes.readUInt16BE(0),
  unit: bytes.readUInt8(6),
  pdu: bytes.subarray(headerLength),
});
