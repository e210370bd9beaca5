import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What a far side says: to whoever connects, and to each chunk that comes. */
export interface FarSide {
  readonly greeting?: string;
  readonly answer: (chunk: Buffer) => Buffer | string | undefined;
}

export interface WireRecorder {
  readonly port: number;
  /** Every byte that was written to it, one entry a chunk. */
  readonly written: readonly Buffer[];
  /** What it answered to each of them, the greeting left out. */
  readonly said: readonly Buffer[];
  close(): Promise<void>;
}

/** A far side on a real socket that keeps all that is written to it. */
export async function recordWire({ greeting, answer }: FarSide): Promise<WireRecorder> {
  const sockets = new Set<Socket>();
  const written: Buffer[] = [];
  const saidSoFar: Buffer[] = [];
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
    socket.setNoDelay(true);
    if (greeting !== undefined) socket.write(greeting);
    socket.on('data', (chunk) => {
      written.push(chunk);
      const said = answer(chunk);
      if (said === undefined) return;
      saidSoFar.push(Buffer.from(said));
      socket.write(said);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    written,
    said: saidSoFar,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
