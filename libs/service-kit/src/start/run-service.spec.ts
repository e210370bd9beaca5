import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, jest } from '@jest/globals';

const source = (file: string) => new URL(file, import.meta.url).href;
const script = `
  import { Module } from '@nestjs/common';
  import { runService } from '${source('./run-service.ts')}';
  import { OperationsSettings } from '${source('../settings/service-settings.ts')}';
  class SampleModule {}
  Module({})(SampleModule);
  await runService({ name: 'sample', module: SampleModule, settings: OperationsSettings });
`;
const environment = { SERVICE_NAME: 'sample', OPERATIONS_PORT: '0' };

// Each case starts a process of its own, which takes seconds on a busy machine.
jest.setTimeout(60_000);

describe('runService', () => {
  let child: ChildProcess;
  let output: string;

  const start = (settings: Record<string, string>) => {
    output = '';
    const run = ['-C', '@trackingbms/source', '--import', '@swc-node/register/esm-register'];
    child = spawn(process.execPath, [...run, '--input-type=module', '-e', script], {
      cwd: fileURLToPath(new URL('../../', import.meta.url)),
      env: { PATH: process.env['PATH'], SWC_NODE_PROJECT: '../../tsconfig.base.json', ...settings },
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
  };
  const serving = () =>
    new Promise<void>((resolve, reject) => {
      child.once('exit', () => reject(new Error(output)));
      child.stdout?.on('data', () => output.includes('"msg":"serving"') && resolve());
    });
  const exitCode = () => new Promise<number | null>((resolve) => child.once('exit', resolve));

  afterEach(() => void child.kill('SIGKILL'));

  it.each(['SIGTERM', 'SIGINT'] as const)('ends with code 0 after %s', async (signal) => {
    start(environment);
    await serving();
    const ended = exitCode();
    child.kill(signal);
    expect(await ended).toBe(0);
  });

  it('ends with code 0 when its supervisor is gone', async () => {
    start({ ...environment, TRACKINGBMS_SUPERVISED: '1' });
    await serving();
    const ended = exitCode();
    child.stdin?.end();
    expect(await ended).toBe(0);
  });

  it('says every wrong setting and ends with code 1', async () => {
    start({ SERVICE_NAME: 'Sample One' });
    expect(await exitCode()).toBe(1);
    expect(output).toContain('SERVICE_NAME');
    expect(output).toContain('OPERATIONS_PORT is missing');
    expect(output).not.toContain('Sample One');
  });
});
