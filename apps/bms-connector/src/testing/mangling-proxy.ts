import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { randomFrom, type Random, type Step, type WireFault, type WireFaults } from './wire-faults.js';

/** What may become of the messages of each direction. */
export interface Mangling {
  readonly requests: WireFaults;
  readonly answers: WireFaults;
}
type Direction = keyof Mangling;

export interface ManglingProxy {
  readonly port: number;
  /** Undefined: everything passes as it is. */
  mangling: Mangling | undefined;
  /** How often each fault was put on the way, by direction and name. */
  readonly done: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** One message of so many is mangled; the others let a read of several messages come to its end now and then. */
const oneOf = 8;

/** Each fault once before any comes again. */
type Deck = [name: string, fault: WireFault][];

const passes: WireFault = (message) => [{ bytes: message }];

function shuffled(faults: WireFaults, random: Random): Deck {
  const places = Object.entries(faults).map((fault) => ({ fault, place: random() }));
  return places.sort((a, b) => a.place - b.place).map(({ fault }) => fault);
}

/** Stands between the connector and a far side on this machine. The same seed mangles the same messages the same way. */
export async function manglingProxy(farPort: number, seed: number): Promise<ManglingProxy> {
  const random = randomFrom(seed);
  const done = new Map<string, number>();
  const sockets = new Set<Socket>();
  const decks: Record<Direction, Deck> = { requests: [], answers: [] };
  const stepsOf = (direction: Direction, message: Buffer): readonly Step[] => {
    const faults = proxy.mangling?.[direction];
    if (!faults || random() * oneOf >= 1) return passes(message, random);
    if (decks[direction].length === 0) decks[direction] = shuffled(faults, random);
    const [name, fault] = decks[direction].pop() ?? ['none', passes];
    const key = `${direction}: ${name}`;
    done.set(key, (done.get(key) ?? 0) + 1);
    return fault(message, random);
  };
  const server = createServer((near) => {
    const far = connect({ host: '127.0.0.1', port: farPort });
    for (const socket of [near, far]) {
      socket.setNoDelay(true).on('error', () => undefined);
      sockets.add(socket.on('close', () => sockets.delete(socket)));
    }
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    carry(near, { to: far, near, stepsOf: (message) => stepsOf('requests', message) });
    carry(far, { to: near, near, stepsOf: (message) => stepsOf('answers', message) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: ManglingProxy = {
    port: (server.address() as AddressInfo).port,
    mangling: undefined,
    done,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return proxy;
}

interface Way {
  readonly to: Socket;
  readonly near: Socket;
  readonly stepsOf: (message: Buffer) => readonly Step[];
}

/** Nothing overtakes anything: what a TCP connection delivers it delivers in order. */
function carry(from: Socket, { to, near, stepsOf }: Way): void {
  let last = Promise.resolve();
  from.on('data', (message) => {
    for (const step of stepsOf(message)) last = last.then(() => take(step, to, near));
  });
}

async function take(step: Step, to: Socket, near: Socket): Promise<void> {
  if (step === 'reset') near.resetAndDestroy();
  else if (step === 'end') near.end();
  else {
    await (step.afterMilliseconds === undefined ? turn() : pause(step.afterMilliseconds));
    if (to.writable) to.write(step.bytes);
  }
}
