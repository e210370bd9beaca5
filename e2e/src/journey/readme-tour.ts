import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const block = /<!-- tour -->\n+```sh\n(.*?)```/gs;

/** The README's blocks that are marked as a tour, in their order, as one script. */
export function tourScript(): string {
  const text = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  return [...text.matchAll(block)].map(([, commands]) => commands).join('\n');
}

/** Runs the tour as a reader would, with what `npm start` printed in the environment; a failing command ends it. */
export async function runTour(printed: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await execute('bash', ['-euo', 'pipefail', '-c', tourScript()], {
    env: { ...process.env, ...printed },
  });
  return stdout;
}
