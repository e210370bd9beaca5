import { createServer, type AddressInfo, type Server } from 'node:net';
import { Arrivals, type PollCount } from './arrivals.js';
import { answers, type Answer, type DeviceKind } from './device-answers.js';

/** What the benchmark asks of a far side, and what it answers. */
export type FarSideQuestion = 'seen' | 'begin' | 'end';
export type FarSideAnswer =
  | { readonly ports: readonly number[] }
  | { readonly seen: number }
  | { readonly begun: true }
  | { readonly count: PollCount };

const [kind = 'modbus', devices = '0', interval = '0'] = process.argv.slice(2);
const arrivals = new Arrivals(Number(devices), Number(interval));

/** A device on a port of its own, for a link is an address and a port. */
async function listen(device: number, answer: Answer): Promise<number> {
  const server: Server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (request) => {
      const bytes = answer(request);
      if (!bytes) return;
      arrivals.record(device, performance.now());
      socket.write(bytes);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', 16, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function reply(question: FarSideQuestion): FarSideAnswer {
  if (question === 'seen') return { seen: arrivals.seen };
  if (question === 'end') return { count: arrivals.end(performance.now()) };
  arrivals.begin();
  return { begun: true };
}

const ports: number[] = [];
for (let device = 0; device < Number(devices); device++) {
  ports.push(await listen(device, answers[kind as DeviceKind]));
}
process.on('message', (question: FarSideQuestion) => process.send?.(reply(question)));
process.on('disconnect', () => process.exit(0));
process.send?.({ ports } satisfies FarSideAnswer);
