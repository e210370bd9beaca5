/**
 * The door of `npm start`, `npm test` and `npm run bench` on a machine that has Node and nothing else: it needs no
 * package itself, installs the project's packages when they are missing, builds, and hands over.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules', '.bin');
const french = /^fr/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '');
/** To the error output, for what a tool prints may be read by a program. */
const say = (fr, en) => console.error(`▸ ${french ? fr : en}`);

const entries = {
  start: 'tools/local-stack/dist/start.js',
  test: 'tools/local-stack/dist/run-tests.js',
  bench: 'tools/benchmarks/dist/main.js',
  'bench-polling': 'tools/benchmarks/dist/polling/main.js',
  connection: 'apps/bms-connector/dist/connection-tool.js',
  'bench-push': 'tools/benchmarks/dist/push/main.js',
};

const environment = () => ({
  ...process.env,
  PATH: `${bin}:${process.env.PATH}`,
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  npm_config_loglevel: 'error',
});

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: environment(), ...options });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

/** Packages are installed again only when the lock file is not the one they were installed from. */
function installPackages() {
  const stamp = join(root, 'node_modules', '.installed-from');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return 0;
  say(
    'Paquets npm : installation (une à deux minutes la première fois)…',
    'npm packages: installing (a minute or two the first time)…',
  );
  const status = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (status === 0) {
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, lock);
  }
  return status;
}

/** Tasks that need a part of the project only. */
const parts = { connection: ['--projects', '@trackingbms/bms-connector'] };

function build(task) {
  say('Construction des services…', 'Building the services…');
  const result = spawnSync(
    join(bin, 'nx'),
    ['run-many', '-t', 'build', '--output-style=static', ...(parts[task] ?? [])],
    {
      cwd: root,
      env: environment(),
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (result.status !== 0) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  return result.status ?? 1;
}

function handOver(entry, args) {
  const node = existsSync(join(bin, 'node')) ? join(bin, 'node') : process.execPath;
  const child = spawn(node, ['--disable-warning=TimeoutNegativeWarning', join(root, entry), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: environment(),
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
}

const [task, ...args] = process.argv.slice(2);
if (!entries[task]) {
  console.error(`bootstrap: unknown task '${task ?? ''}'; one of ${Object.keys(entries).join(', ')}`);
  process.exit(2);
}
const status = installPackages() || build(task);
if (status !== 0) process.exit(status);
handOver(entries[task], args);
