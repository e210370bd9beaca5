import { parseArgs } from 'node:util';

export interface PushOptions {
  /** Readings pushed one a request, in each run. */
  readonly singles: number;
  /** Requests of 100 readings, in each run. */
  readonly hundreds: number;
  /** Kept open, with one request under way on each. */
  readonly connections: number;
  readonly runs: number;
}

const defaults: PushOptions = { singles: 20_000, hundreds: 1_000, connections: 32, runs: 3 };

/** `npm run bench:push -- --singles N --hundreds N --connections N --runs N` */
export function parsePushOptions(args: readonly string[]): PushOptions {
  const string = { type: 'string' } as const;
  const options = { singles: string, hundreds: string, connections: string, runs: string };
  const { values } = parseArgs({ args: [...args], options });
  const read = (name: keyof PushOptions): number => whole(name, values[name] ?? String(defaults[name]));
  return {
    singles: read('singles'),
    hundreds: read('hundreds'),
    connections: read('connections'),
    runs: read('runs'),
  };
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${name} takes a whole number above 0, not '${text}'`);
  return value;
}
