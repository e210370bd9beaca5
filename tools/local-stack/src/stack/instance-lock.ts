import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StackError } from '../console/stack.errors.js';

/** One stack a state folder: two would write over each other's data. A lock whose process is gone is taken over. */
export async function lockInstance(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'running.pid');
  const holder = Number(await readFile(path, 'utf8').catch(() => '0'));
  if (holder && isAlive(holder)) throw alreadyRunning(holder);
  await writeFile(path, String(process.pid));
  return () => rm(path, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const alreadyRunning = (pid: number): StackError =>
  new StackError('STACK.ALREADY_RUNNING', {
    fr: `une instance tourne déjà (processus ${pid}). Arrêtez-la d'abord.`,
    en: `an instance is already running (process ${pid}). Stop it first.`,
  });
