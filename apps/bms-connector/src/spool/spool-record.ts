import { crc32 } from 'node:zlib';

const headerLength = 8;
export const maxPayloadLength = 1024 * 1024;

/** Length, check sum over length and payload, payload. */
export function encodeRecord(payload: Buffer): Buffer {
  const record = Buffer.allocUnsafe(headerLength + payload.length);
  record.writeUInt32BE(payload.length, 0);
  payload.copy(record, headerLength);
  record.writeUInt32BE(checkSum(record), 4);
  return record;
}

const checkSum = (record: Buffer): number =>
  crc32(record.subarray(headerLength), crc32(record.subarray(0, 4)));

export interface DecodedRecords {
  readonly payloads: readonly Buffer[];
  /** Bytes from the start that are whole, right records. */
  readonly validLength: number;
  /** Whether what follows is wrong for sure, and not only the start of a record that is not there yet. */
  readonly damaged: boolean;
}

/** The whole records at the start of the bytes. What is cut or changed is never answered as a record. */
export function decodeRecords(bytes: Buffer): DecodedRecords {
  const payloads: Buffer[] = [];
  let offset = 0;
  while (bytes.length - offset >= headerLength) {
    const length = bytes.readUInt32BE(offset);
    if (length > maxPayloadLength) return { payloads, validLength: offset, damaged: true };
    const end = offset + headerLength + length;
    if (end > bytes.length) break;
    const record = bytes.subarray(offset, end);
    if (record.readUInt32BE(4) !== checkSum(record)) return { payloads, validLength: offset, damaged: true };
    payloads.push(record.subarray(headerLength));
    offset = end;
  }
  return { payloads, validLength: offset, damaged: false };
}
