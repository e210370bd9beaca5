import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { findProgram } from './find-program.js';

const execute = promisify(execFile);

/** What Debian's installers ask before they start a service: 101 says no. */
const policy = '/usr/sbin/policy-rc.d';
const refusal = '#!/bin/sh\nexit 101\n';

/** While `install` runs, no package starts the system service it brings. A policy that is there already stays as it is. */
export async function withoutStartingServices(install: () => Promise<void>): Promise<void> {
  const isOurs = await writeFile(policy, refusal, { mode: 0o755, flag: 'wx' }).then(
    () => true,
    () => false,
  );
  try {
    await install();
  } finally {
    if (isOurs) await rm(policy, { force: true });
  }
}

/** A service that was installed for its program only must not come up with the machine either. */
export async function keepOff(services: readonly string[]): Promise<void> {
  if (!findProgram('systemctl')) return;
  for (const service of services) await execute('systemctl', ['disable', service]).catch(() => undefined);
}
