import { readFile } from 'node:fs/promises';

const ticksPerSecond = 100;

/** Seconds of processor time a process has used so far, from /proc (fields 14 and 15 of stat). */
export async function processorSeconds(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Highest resident memory so far, in MB. */
export async function peakMegabytes(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1024);
}

/** The process itself, or the one it guards: a guarded server runs as the child of a shell. */
export async function guardedProcess(pid: number, name: RegExp): Promise<number> {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8'))
    .trim()
    .split(' ')
    .filter(Boolean);
  for (const child of children.map(Number)) {
    const command = await readFile(`/proc/${child}/cmdline`, 'utf8');
    if (name.test(command)) return child;
  }
  return pid;
}
