import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

export interface PollingOptions {
  readonly modbus: number;
  readonly thingset: number;
  /** Of every device, in seconds. */
  readonly interval: number;
  /** How long is measured, in seconds. */
  readonly seconds: number;
  /** Polls per second of one core beside other pollers, in place of polls on time. */
  readonly flatOut: boolean;
}

const defaults: PollingOptions = {
  modbus: 5_000,
  thingset: 5_000,
  interval: 10,
  seconds: 40,
  flatOut: false,
};

/** `npm run bench:polling -- --modbus N --thingset N --interval S --seconds S`, or `--flat-out` */
export function parsePollingOptions(args: readonly string[]): PollingOptions {
  const string = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const options = { modbus: string, thingset: string, interval: string, seconds: string, 'flat-out': flag };
  const { values } = parseArgs({ args: [...args], options });
  const read = (name: Exclude<keyof PollingOptions, 'flatOut'>): number =>
    whole(name, values[name] ?? String(defaults[name]));
  return {
    modbus: read('modbus'),
    thingset: read('thingset'),
    interval: read('interval'),
    seconds: read('seconds'),
    flatOut: values['flat-out'],
  };
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${name} takes a whole number above 0, not '${text}'`);
  return value;
}

const filesBeside = 500;

/** Open files that the hungriest process needs: the connector one a device, a far side two. */
export const filesNeeded = ({ modbus, thingset }: PollingOptions): number =>
  filesBeside + Math.max(modbus + thingset, 2 * modbus, 2 * thingset);

/** Open files that a process may have (Node takes the hard limit); unknown where there is no /proc. */
export async function filesAllowed(): Promise<number> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  const [, soft] = /Max open files\s+(\S+)/.exec(limits) ?? [];
  return soft === undefined || soft === 'unlimited' ? Infinity : Number(soft);
}
