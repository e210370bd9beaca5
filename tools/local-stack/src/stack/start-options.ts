import { parseArgs } from 'node:util';
import { StackError } from '../console/stack.errors.js';

export interface StartOptions {
  /** Demo clients, 1 to 100. */
  readonly tenants: number;
  /** Simulated packs of each client, 1 to 2,000. */
  readonly batteries: number;
  /** Seconds between two polls of a pack, 1 to 3,600. */
  readonly interval: number;
  /** The same seed gives the same packs, loads and noises again. */
  readonly seed: number;
  /** Address on which the packs listen; loopback unless other machines have to reach them. */
  readonly host?: string;
}

const ranges = {
  tenants: { fallback: 1, least: 1, most: 100 },
  batteries: { fallback: 16, least: 1, most: 2_000 },
  interval: { fallback: 5, least: 1, most: 3_600 },
  seed: { fallback: 1, least: 0, most: 2 ** 31 - 1 },
} as const;

type OptionName = keyof typeof ranges;

/** Reads `--tenants N --batteries M --interval S --seed K`; anything else is refused with what is allowed. */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const values = rawValues(args);
  const read = (name: OptionName): number => inRange(name, values[name]);
  return {
    tenants: read('tenants'),
    batteries: read('batteries'),
    interval: read('interval'),
    seed: read('seed'),
  };
}

function rawValues(args: readonly string[]): Partial<Record<OptionName, string>> {
  const string = { type: 'string' } as const;
  try {
    const options = { tenants: string, batteries: string, interval: string, seed: string };
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch {
    throw wrongOption(args.join(' '));
  }
}

function inRange(name: OptionName, text: string | undefined): number {
  const { fallback, least, most } = ranges[name];
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) throw wrongOption(`--${name} ${text}`);
  return value;
}

function wrongOption(given: string): StackError {
  const allowed = Object.entries(ranges).map(([name, { least, most }]) => `--${name} ${least}..${most}`);
  return new StackError('STACK.WRONG_OPTION', {
    fr: `« ${given} » n'est pas compris. Options : ${allowed.join(', ')}`,
    en: `'${given}' is not understood. Options: ${allowed.join(', ')}`,
  });
}
