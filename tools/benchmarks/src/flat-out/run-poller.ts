import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Poller } from './rivals.js';

const execute = promisify(execFile);

/** What a poller says of itself. */
export interface PollerFigures {
  readonly polls: number;
  readonly failures: number;
  /** Of one core, while it was measured. */
  readonly processorSeconds: number;
  readonly wallSeconds: number;
}

/** How to keep a program on one core; nothing where the machine has no taskset. */
export async function pinnedTo(core: number): Promise<readonly string[]> {
  const works = await execute('taskset', ['-c', String(core), 'true']).then(
    () => true,
    () => false,
  );
  return works ? ['taskset', '-c', String(core)] : [];
}

/** Runs a poller for so long and a warm-up of 2 s before. */
export async function runPoller(
  poller: Poller,
  { seconds, ports, pinning }: { seconds: number; ports: readonly number[]; pinning: readonly string[] },
): Promise<PollerFigures> {
  const [command = '', ...rest] = [...pinning, poller.command, ...poller.argumentsFor(seconds, ports)];
  const { stdout } = await execute(command, rest, {
    env: { ...process.env, ...poller.environment },
    timeout: (seconds + 120) * 1_000,
  });
  return JSON.parse(stdout) as PollerFigures;
}
