import type { Behaviour } from './scripted-device.js';

export interface ModbusUnit {
  readonly registers: ReadonlyMap<number, number>;
  /** Answers as this unit whatever was asked for. */
  readonly unit?: number;
  /** Refuses every request by this number. */
  readonly exception?: number;
}

/** A Modbus TCP device with holding and input registers; those that it has not got are refused as illegal addresses. */
export const modbusUnit =
  ({ registers, unit, exception }: ModbusUnit): Behaviour =>
  (chunk, socket) => {
    for (let rest = chunk; rest.length >= 12; rest = rest.subarray(12)) {
      const request = rest.subarray(0, 12);
      const [start, count] = [request.readUInt16BE(8), request.readUInt16BE(10)];
      const words = Array.from({ length: count }, (_, index) => registers.get(start + index));
      const refusal = exception ?? (words.includes(undefined) ? 2 : undefined);
      const code = request.readUInt8(7);
      const body =
        refusal === undefined
          ? Buffer.concat([Buffer.of(code, count * 2), wordsOf(words as number[])])
          : Buffer.of(code | 0x80, refusal);
      const head = Buffer.from(request.subarray(0, 7));
      head.writeUInt16BE(body.length + 1, 4);
      if (unit !== undefined) head.writeUInt8(unit, 6);
      socket.write(Buffer.concat([head, body]));
    }
  };

function wordsOf(words: readonly number[]): Buffer {
  const bytes = Buffer.alloc(words.length * 2);
  words.forEach((word, index) => bytes.writeUInt16BE(word & 0xffff, index * 2));
  return bytes;
}
