import { parseArgs } from 'node:util';

export interface BenchmarkOptions {
  readonly tenants: number;
  /** Of each tenant. */
  readonly batteries: number;
  /** In all. */
  readonly readings: number;
  readonly runs: number;
}

const defaults: BenchmarkOptions = { tenants: 1, batteries: 100, readings: 200_000, runs: 3 };

/** `npm run bench -- --tenants N --batteries M --readings R --runs K` */
export function parseOptions(args: readonly string[]): BenchmarkOptions {
  const string = { type: 'string' } as const;
  const options = { tenants: string, batteries: string, readings: string, runs: string };
  const { values } = parseArgs({ args: [...args], options });
  const read = (name: keyof BenchmarkOptions): number =>
    positive(name, values[name] ?? String(defaults[name]));
  return {
    tenants: read('tenants'),
    batteries: read('batteries'),
    readings: read('readings'),
    runs: read('runs'),
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${name} takes a whole number above 0, not '${text}'`);
  return value;
}
