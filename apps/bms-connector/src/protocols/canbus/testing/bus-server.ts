import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What a far side does when a connection comes, and when bytes come over it. */
export interface BusScript {
  readonly onConnection?: (socket: Socket) => void;
  readonly onBytes?: (bytes: Buffer, socket: Socket) => void;
}

export interface BusServer {
  readonly port: number;
  script: BusScript;
  /** Every byte that ever came, connection by connection. */
  readonly heard: Buffer[];
  /** Resolves when so many connections have been taken in all. */
  connected(count: number): Promise<void>;
  /** To every open connection. */
  say(bytes: string | Buffer): void;
  hangUp(): void;
  close(): Promise<void>;
}

/** A far side on a real socket that speaks of its own accord. */
export async function busServer(script: BusScript): Promise<BusServer> {
  const sockets = new Set<Socket>();
  const heard: Buffer[] = [];
  const awaited: { count: number; resolve: () => void }[] = [];
  const server = createServer((socket) => {
    const index = heard.push(Buffer.alloc(0)) - 1;
    sockets.add(socket.setNoDelay(true).on('error', () => undefined));
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => {
      heard[index] = Buffer.concat([heard[index]!, bytes]);
      self.script.onBytes?.(bytes, socket);
    });
    self.script.onConnection?.(socket);
    awaited.filter(({ count }) => heard.length >= count).forEach(({ resolve }) => resolve());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: BusServer = {
    port: (server.address() as AddressInfo).port,
    script,
    heard,
    connected: (count) =>
      new Promise((resolve) => {
        if (heard.length >= count) resolve();
        else awaited.push({ count, resolve });
      }),
    say: (bytes) => sockets.forEach((socket) => socket.write(bytes)),
    hangUp: () => sockets.forEach((socket) => socket.resetAndDestroy()),
    close: async () => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return self;
}
