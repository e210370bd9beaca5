import { DeviceFailure, type FailureKind } from '../device-failure.errors.js';
import type { RegisterTable } from '@trackingbms/device-profiles';

/** A device's refusal of one request, by the number of the specification. */
export class ModbusException extends DeviceFailure {
  constructor(readonly code: number) {
    super(kindsByCode[code] ?? 'exception', `device answered exception ${code}`, { exception: code });
  }
}

const illegalAddress = 2;
const busyCodes = [5, 6];

const kindsByCode: Readonly<Record<number, FailureKind>> = {
  1: 'configuration',
  [illegalAddress]: 'configuration',
  3: 'configuration',
  4: 'exception',
  5: 'exception',
  6: 'exception',
  8: 'exception',
  10: 'unreachable',
  11: 'timeout',
};

export const isIllegalAddress = (error: unknown): boolean =>
  error instanceof ModbusException && error.code === illegalAddress;

export const isBusy = (error: unknown): boolean =>
  error instanceof ModbusException && busyCodes.includes(error.code);

/** The four functions that read. There is no other place where a Modbus request is made, so none can write. */
export const readFunctions: Readonly<Record<RegisterTable, number>> = {
  coil: 1,
  discrete: 2,
  holding: 3,
  input: 4,
};

export const isBitTable = (table: RegisterTable): boolean => table === 'coil' || table === 'discrete';

export interface RegisterRange {
  readonly table: RegisterTable;
  readonly start: number;
  readonly count: number;
}

/** Bytes of the values in the answer. */
export const payloadBytes = ({ table, count }: RegisterRange): number =>
  isBitTable(table) ? Math.ceil(count / 8) : count * 2;

/** Reads one range of a unit; rejects with a `ModbusException` when the device refuses. */
export type ReadRange = (range: RegisterRange) => Promise<Uint16Array>;

export function readRequest(range: RegisterRange): Buffer {
  const pdu = Buffer.allocUnsafe(5);
  pdu.writeUInt8(readFunctions[range.table], 0);
  pdu.writeUInt16BE(range.start, 1);
  pdu.writeUInt16BE(range.count, 3);
  return pdu;
}

/** The registers (or bits, as 0 and 1) of an answer; throws when it is an exception or does not fit the request. */
export function registersOf(range: RegisterRange, pdu: Buffer): Uint16Array {
  const expected = readFunctions[range.table];
  const actual = pdu.readUInt8(0);
  if (actual === (expected | 0x80) && pdu.length === 2) throw new ModbusException(pdu.readUInt8(1));
  if (actual !== expected) throw new DeviceFailure('garbled', 'answer to another function');
  const bits = isBitTable(range.table);
  const bytes = payloadBytes(range);
  if (pdu.length !== bytes + 2 || pdu.readUInt8(1) !== bytes) {
    throw new DeviceFailure('garbled', 'answer of another length than asked for');
  }
  const payload = pdu.subarray(2);
  const values = new Uint16Array(range.count);
  for (let index = 0; index < range.count; index++) {
    values[index] = bits
      ? (payload.readUInt8(index >> 3) >> (index & 7)) & 1
      : payload.readUInt16BE(index * 2);
  }
  return values;
}
