import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ChildProgram } from './child-program.js';

/** A program that ignores nothing and knows nothing of its parent. */
const sleeper = { name: 'sleeper', command: 'sleep', args: ['300'] };

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await delay(10);
}

describe('a child program', () => {
  let folder: string;
  let logFile: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trackingbms-child-'));
    logFile = join(folder, 'log');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('ends when it is asked to, with all it started', async () => {
    const program = ChildProgram.start({ ...sleeper, logFile });
    expect(program.isAlive).toBe(true);
    await program.stop();
    expect(program.isAlive).toBe(false);
  });

  it('says how it ended', async () => {
    const program = ChildProgram.start({ name: 'false', command: 'sh', args: ['-c', 'exit 7'], logFile });
    expect(await program.ended).toBe(7);
    await program.stop();
  });

  it('keeps what it printed', async () => {
    const program = ChildProgram.start({ name: 'echo', command: 'echo', args: ['hello'], logFile });
    await program.ended;
    await program.stop();
    expect(await readFile(logFile, 'utf8')).toContain('hello');
  });

  it('does not outlive a parent that was killed', async () => {
    // The parent starts a guarded program, tells its id, and is killed before it can end anything.
    const guard =
      /const guard = `([^`]*)`/s.exec(
        await readFile(new URL('./child-program.ts', import.meta.url), 'utf8'),
      )?.[1] ?? '';
    const script = `
      const { spawn } = require('node:child_process');
      const child = spawn('/bin/sh', ['-c', process.argv[1], 'guard', 'sh', '-c', 'echo $$; exec sleep 300'], { detached: true, stdio: ['pipe', 'inherit', 'inherit'] });
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['-e', script, guard], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString().trim());
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await gone(pid);
  });
});
