import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What a device does with the bytes of one request. */
export type Behaviour = (request: Buffer, socket: Socket) => void;

export interface ScriptedDevice {
  readonly port: number;
  behaviour: Behaviour;
  /** Every chunk that came in, in order. */
  readonly requests: Buffer[];
  /** Connections taken so far. */
  readonly connections: number;
  /** Ends every open connection. */
  hangUp(how?: 'end' | 'reset'): void;
  close(): Promise<void>;
}

export const silent: Behaviour = () => undefined;

/** A far side on a real socket whose behaviour a test can change while it runs. */
export async function scriptedDevice(
  behaviour: Behaviour,
  port = 0,
  host = '127.0.0.1',
): Promise<ScriptedDevice> {
  const sockets = new Set<Socket>();
  const requests: Buffer[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      requests.push(chunk);
      device.behaviour(chunk, socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const device = {
    port: (server.address() as AddressInfo).port,
    behaviour,
    requests,
    get connections() {
      return connections;
    },
    hangUp: (how: 'end' | 'reset' = 'end') => {
      for (const socket of sockets) if (how === 'end') socket.end();
      for (const socket of sockets) if (how === 'reset') socket.resetAndDestroy();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return device;
}

/** Sends bytes one at a time, each in a packet of its own. */
export async function dribble(socket: Socket, bytes: Buffer): Promise<void> {
  for (const byte of bytes) {
    socket.write(Buffer.of(byte));
    await new Promise((resolve) => setImmediate(resolve));
  }
}
