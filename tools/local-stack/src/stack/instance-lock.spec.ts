import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockInstance } from './instance-lock.js';

describe('one stack a folder', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trackingbms-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('refuses a second one while the first lives', async () => {
    const first = spawn('sleep', ['30']);
    await writeFile(join(folder, 'running.pid'), String(first.pid));
    await expect(lockInstance(folder)).rejects.toThrow('STACK.ALREADY_RUNNING');
    first.kill('SIGKILL');
    await once(first, 'exit');
    const unlock = await lockInstance(folder);
    await unlock();
  });
});
