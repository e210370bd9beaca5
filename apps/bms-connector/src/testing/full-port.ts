import { spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { once } from 'node:events';

/** Listens, takes nobody, and prints its port. */
const listener = `
import socket, sys
server = socket.socket()
server.bind(('127.0.0.1', 0))
server.listen(0)
print(server.getsockname()[1], flush=True)
sys.stdin.read()
`;

export interface FullPort {
  readonly port: number;
  close(): Promise<void>;
}

const patience = 200;

/** A port of this machine where a connection neither stands nor is refused, as behind a firewall that drops. */
export async function fullPort(): Promise<FullPort> {
  const child = spawn('python3', ['-c', listener], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const waiting: Socket[] = [];
  do waiting.push(connect({ host: '127.0.0.1', port: Number(line) }).on('error', () => undefined));
  while (await stands(waiting.at(-1) as Socket));
  return {
    port: Number(line),
    close: async () => {
      for (const socket of waiting) socket.destroy();
      child.stdin.end();
      await ended;
    },
  };
}

const stands = (socket: Socket): Promise<boolean> =>
  Promise.race([
    once(socket, 'connect').then(() => true),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patience)),
  ]);
