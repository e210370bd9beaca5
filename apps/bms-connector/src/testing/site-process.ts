import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface SiteProcess {
  /** Of its operations port. */
  readonly url: string;
  /** As a power cut does it. */
  kill(): Promise<void>;
  /** Log lines with this text so far. */
  said(text: string): number;
}

const main = fileURLToPath(new URL('../site-main.ts', import.meta.url));
const register = ['-C', '@trackingbms/source', '--import', '@swc-node/register/esm-register'];

/** The connector of a site as its own process, with its disk in the directory. */
export async function siteProcess(
  directory: string,
  settings: Readonly<Record<string, string>>,
): Promise<SiteProcess> {
  const credential = join(directory, 'credential');
  await writeFile(credential, siteSecret, { mode: 0o600 });
  const child = spawn(process.execPath, [...register, main], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env: {
      PATH: process.env['PATH'],
      SWC_NODE_PROJECT: '../../tsconfig.base.json',
      SERVICE_NAME: 'site-connector',
      OPERATIONS_PORT: '0',
      SITE_CREDENTIAL_FILE: credential,
      SPOOL_DIRECTORY: join(directory, 'spool'),
      ALLOWED_DEVICE_RANGES: '127.0.0.0/8',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  }
  await serving(child, () => log);
  return {
    url: /"operationsUrl":"([^"]+)"/.exec(log)?.[1] ?? '',
    kill: async () => {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
    said: (text) => log.split('\n').filter((line) => line.includes(text)).length,
  };
}

export const siteSecret = 'tbsite_0123456789abcdefghijklmnop';

function serving(child: ChildProcess, log: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`it ended: ${log()}`)));
    child.stdout?.on('data', () => {
      if (log().includes('"msg":"serving"')) resolve();
    });
  });
}
