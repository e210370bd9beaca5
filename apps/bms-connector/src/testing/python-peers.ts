import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
/** Programs that this project did not write; the versions are the ones that the facts were checked with. */
const packages = ['pymodbus==3.16.1', 'pysunspec2==1.3.7'];
const local = fileURLToPath(new URL('../../../../.local/', import.meta.url));
const folderOf = (names: readonly string[]): string =>
  join(local, `python-peers-${names.join('-').replaceAll('==', '-')}`);
const library = folderOf(packages);
const scripts = fileURLToPath(new URL('../../peers/', import.meta.url));

/**
 * Gets Python packages once, as `name==version`, and answers the folder that `PYTHONPATH` has to name. Rejects, and so
 * fails the suite, where Python or pip is missing.
 */
export async function installPeers(names: readonly string[] = packages): Promise<string> {
  const library = folderOf(names);
  if (await exists(library)) return library;
  await mkdir(local, { recursive: true });
  const target = await mkdtemp(join(local, 'python-peers-new-'));
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', target];
  await execute('python3', [...pip, ...names], { timeout: 120_000 });
  // Another run may have been quicker: its folder is as good.
  await rename(target, library).catch(() => rm(target, { recursive: true }));
  return library;
}

/** Where a script of `peers/` is. */
export const peerScript = (script: string): string => join(scripts, script);

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const environment = { ...process.env, PYTHONPATH: library };

/** What a script prints, as JSON. */
export async function askPeer(script: string, args: readonly string[]): Promise<unknown> {
  const { stdout } = await execute('python3', [join(scripts, script), ...args], { env: environment });
  return JSON.parse(stdout);
}

export interface RunningPeer {
  readonly port: number;
  stop(): Promise<void>;
}

/** A server script that prints its port and ends with its input. */
export async function startPeer(script: string, args: readonly string[]): Promise<RunningPeer> {
  const child: ChildProcess = spawn('python3', [join(scripts, script), ...args], {
    env: environment,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  if (!child.stdout) throw new Error('no output to read the port from');
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
  if (typeof line !== 'string') throw new Error(`${script} ended with ${String(line)} before it listened`);
  return {
    port: Number(line),
    stop: async () => {
      child.stdin?.end();
      await ended;
    },
  };
}
