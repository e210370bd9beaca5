import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildProgram, freePort } from '@trackingbms/local-stack';
import { composeFile, ownServices } from './compose-file.js';
import { workspaceRoot } from './lint-fixture.js';
import { localSurroundings, type LocalSurroundings } from './local-surroundings.js';

describe('the commands and settings of the compose file', () => {
  const { services } = composeFile();
  let folder: string;
  let around: LocalSurroundings;
  const running: ChildProgram[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trackingbms-compose-'));
    around = await localSurroundings(folder);
  });

  afterAll(async () => {
    for (const program of running.reverse()) await program.stop();
    await around.remove();
    await rm(folder, { recursive: true, force: true });
  });

  // In the order in which the file starts them: each needs those before it.
  it.each(ownServices)('start %s until it says that it is ready', async (name) => {
    const { command = [], environment = {} } = services[name] ?? {};
    const [main = ''] = command;
    expect(existsSync(join(workspaceRoot, main))).toBe(true);
    const operationsPort = await freePort();
    const settings = around.translate(name, environment, operationsPort);
    const logFile = join(folder, `${name}.log`);
    const program = ChildProgram.start({
      name,
      command: process.execPath,
      args: [join(workspaceRoot, main)],
      environment: { ...settings, TRACKINGBMS_SUPERVISED: '1' },
      logFile,
      watchesInput: true,
    });
    running.push(program);
    await around.ready(program, operationsPort, logFile);
  });
});
