import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const root = new URL('../../../../', import.meta.url);
const local = fileURLToPath(new URL('.local/', root));
const sources = fileURLToPath(new URL('../../pollers/', import.meta.url));
const connectorPoller = fileURLToPath(new URL('apps/bms-connector/dist/testing/flat-out-poller.js', root));
const pymodbus = 'pymodbus==3.16.1';
const patience = { timeout: 180_000 };

/** The block that the connector makes of the profile: what is asked for has to be the same for all. */
const registers = ['4352', '51'];
const profile = 'pylontech-powercube-m2';

/** A program that polls flat out: `seconds` and ports follow its arguments. */
export interface Poller {
  readonly name: string;
  /** What it does beside asking. */
  readonly includes: string;
  readonly command: string;
  argumentsFor(seconds: number, ports: readonly number[]): readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const connector: Poller = {
  name: 'connector',
  includes:
    'framing, profile decoding with exact decimals, plausibility and quality, presence, the finished event',
  command: process.execPath,
  argumentsFor: (seconds, ports) => [connectorPoller, profile, String(seconds), ...ports.map(String)],
};

/** The pollers of this machine: those that cannot be had are said, and left out. */
export async function pollers(say: (text: string) => void): Promise<readonly Poller[]> {
  const found = [connector];
  for (const [name, make] of [
    ['Go', goPoller],
    ['Python', pythonPoller],
  ] as const) {
    try {
      found.push(await make());
    } catch (error) {
      say(`no ${name} poller on this machine, left out: ${firstLine(error)}`);
    }
  }
  return found;
}

const firstLine = (error: unknown): string => String(error).split('\n')[0] ?? '';

async function goPoller(): Promise<Poller> {
  await mkdir(local, { recursive: true });
  const program = join(local, 'bench-go-poller');
  await execute('go', ['build', '-o', program, join(sources, 'poller.go')], patience);
  return {
    name: 'Go, by hand',
    includes: 'net.Conn, hand-made frames, each register scaled into a struct; no plausibility, no event',
    command: program,
    argumentsFor: (seconds, ports) => [String(seconds), ...registers, ...ports.map(String)],
  };
}

async function pythonPoller(): Promise<Poller> {
  return {
    name: 'Python, pymodbus',
    includes: 'asyncio and pymodbus, each register scaled into a dict; no plausibility, no event',
    command: 'python3',
    argumentsFor: (seconds, ports) => [
      join(sources, 'poller.py'),
      String(seconds),
      ...registers,
      ...ports.map(String),
    ],
    environment: { PYTHONPATH: await installed(pymodbus) },
  };
}

/** Fetched once into a folder of its own: nothing of the machine's Python is changed. */
async function installed(requirement: string): Promise<string> {
  const library = join(local, `bench-python-${requirement.replace('==', '-')}`);
  if (await exists(library)) return library;
  await mkdir(local, { recursive: true });
  const target = await mkdtemp(join(local, 'bench-python-new-'));
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', target];
  try {
    await execute('python3', [...pip, requirement], patience);
    await rename(target, library);
  } catch (error) {
    await rm(target, { recursive: true, force: true });
    throw error;
  }
  return library;
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
