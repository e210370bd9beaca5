import { spawn } from 'node:child_process';
import { report } from '../console/progress.js';
import { StackError } from '../console/stack.errors.js';
import { findProgram } from './find-program.js';
import { keepOff, withoutStartingServices } from './system-services.js';

/** A program we need and the Debian or Ubuntu packages that bring it, best first. */
export interface Need {
  readonly program: string;
  readonly packages: readonly string[];
  /** The system service that comes with the packages. We run programs of our own: it stays off. */
  readonly service?: string;
}

/** The `core` packages bring the server, and what its installer asks of the client's, without starting a system service. */
export const mariaDbNeeds: readonly Need[] = [
  { program: 'mariadbd', packages: ['mariadb-server-core', 'mariadb-server'] },
  { program: 'my_print_defaults', packages: ['mariadb-client-core', 'mariadb-client'] },
];
export const javaNeed: Need = {
  program: 'java',
  packages: ['openjdk-17-jre-headless', 'default-jre-headless'],
};
export const mosquittoNeed: Need = {
  program: 'mosquitto',
  packages: ['mosquitto'],
  service: 'mosquitto',
};
export const mavenNeed: Need = { program: 'mvn', packages: ['maven'] };

/** What the tests run beside the servers: far sides that this project did not write, and the README's tour. */
export const testNeeds: readonly Need[] = [
  mosquittoNeed,
  { program: 'python3', packages: ['python3'] },
  { program: 'pip3', packages: ['python3-pip'] },
  { program: 'curl', packages: ['curl'] },
  { program: 'openssl', packages: ['openssl'] },
];

/** Installs what is missing when we may (root, apt), else says exactly what to install and throws. */
export async function ensurePrograms(needs: readonly Need[]): Promise<void> {
  const missing = needs.filter((need) => !findProgram(need.program));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !findProgram('apt-get')) throw notInstalled(missing);
  report({
    fr: `Il manque ${names(missing)} : installation par apt-get…`,
    en: `Missing ${names(missing)}: installing with apt-get…`,
  });
  await apt(['update']);
  await withoutStartingServices(async () => {
    for (const need of missing) await installFirst(need);
  });
  await keepOff(missing.flatMap(({ service }) => service ?? []));
}

const names = (needs: readonly Need[]): string => needs.map((need) => need.program).join(', ');

async function installFirst(need: Need): Promise<void> {
  for (const name of need.packages) {
    report({ fr: `  paquet ${name}…`, en: `  package ${name}…` });
    const installed = await apt(['install', '-y', '--no-install-recommends', name]).then(
      () => true,
      () => false,
    );
    if (installed && findProgram(need.program)) return;
  }
  throw notInstalled([need]);
}

function notInstalled(needs: readonly Need[]): StackError {
  const command = `apt-get install ${needs.map((need) => need.packages[0]).join(' ')}`;
  return new StackError('STACK.PROGRAMS_MISSING', {
    fr: `il manque ${names(needs)}. Installez-les en administrateur, puis relancez :\n    sudo ${command}`,
    en: `${names(needs)} not found. Install as administrator, then try again:\n    sudo ${command}`,
  });
}

function apt(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('apt-get', ['-qq', ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-2_000)));
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`apt-get ${args[0]}: ${complaint}`)),
    );
  });
}
