import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const version = '45.1.0';
/** In the workspace's ignored folder, so that one installation serves every run. */
const home = fileURLToPath(new URL(`../../../../../../.local/peers/cantools-${version}/`, import.meta.url));
const run = promisify(execFile);

/** The Python that has cantools, installed at the first call. Throws when it cannot be had: a judge is never skipped. */
export async function installedCantools(): Promise<string> {
  const python = join(home, 'bin', 'python');
  const judged = join(home, 'installed');
  if (await isThere(judged)) return python;
  await run('python3', ['-m', 'venv', home]);
  await run(python, [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    `cantools==${version}`,
  ]);
  await run(python, ['-c', 'import cantools, sys; open(sys.argv[1], "w").close()', judged]);
  return python;
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
