import { createServer, type Socket } from 'node:net';

export interface ListeningSocket {
  readonly port: number;
  close(): Promise<void>;
}

/** A TCP server with its open connections, so that closing ends at once. */
export function listen(
  host: string,
  port: number,
  onConnection: (socket: Socket) => void,
): Promise<ListeningSocket> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => open.delete(socket));
    onConnection(socket);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address ? address.port : port,
        close: () =>
          new Promise((closed) => {
            for (const socket of open) socket.destroy();
            server.close(() => closed());
          }),
      });
    });
  });
}
