import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from '../folders.js';
import { countTests } from './count-tests.js';

export interface LaneResult {
  readonly succeeded: boolean;
  readonly passedTests: number;
  readonly failedTests: number;
}

export interface LaneOptions {
  readonly parallel: number;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Runs Nx targets over all projects that have them, showing their output as it comes, and counts the tests. */
export function runLane(targets: readonly string[], options: LaneOptions): Promise<LaneResult> {
  const args = [
    'run-many',
    '-t',
    ...targets,
    `--parallel=${options.parallel}`,
    '--output-style=stream',
    '--nxBail=false',
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(join(workspaceRoot, 'node_modules', '.bin', 'nx'), args, {
      cwd: workspaceRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.environment, NO_COLOR: '1', FORCE_COLOR: '0' },
    });
    const abandon = (): void => void child.kill('SIGTERM');
    process.once('exit', abandon);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      process.stdout.write(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      process.stderr.write(chunk);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('exit', abandon);
      const { passed, failed } = countTests(output);
      resolve({ succeeded: code === 0, passedTests: passed, failedTests: failed });
    });
  });
}
