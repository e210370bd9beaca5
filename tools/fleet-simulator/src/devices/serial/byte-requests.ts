import type { Socket } from 'node:net';
import type { DeviceSetting } from '../device.js';

/** What one maker's board makes of the bytes on its line. */
export interface ByteBoard {
  /** Byte with which a request begins. */
  readonly start: number;
  /** Bytes of every request. */
  readonly requestLength: number;
  /** Undefined for what is no request: a board then says nothing. */
  answer(request: Buffer): Buffer | undefined;
}

/** A board behind a serial server: what comes is looked through for requests, and only they are answered. */
export function serveBytes(connection: Socket, { bms }: DeviceSetting, board: ByteBoard): void {
  let pending: Buffer = Buffer.alloc(0);
  connection.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const from = pending.indexOf(board.start);
      pending = from < 0 ? Buffer.alloc(0) : pending.subarray(from);
      if (pending.length < board.requestLength) return;
      const answer = board.answer(pending.subarray(0, board.requestLength));
      pending = pending.subarray(answer ? board.requestLength : 1);
      if (answer && bms.answers) connection.write(answer);
    }
  });
}
