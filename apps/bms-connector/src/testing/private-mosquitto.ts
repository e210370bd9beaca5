import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Ends the broker as soon as its input closes: also when the tests are killed. */
const guard =
  '"$@" </dev/null & child=$!; trap "kill -TERM $child" TERM; cat >/dev/null & watcher=$!; ' +
  'while kill -0 $child 2>/dev/null; do wait $child; done; kill $watcher 2>/dev/null';
const patience = 15_000;

/** The lines of a configuration; `{port}` and `{folder}` stand for the broker's own. */
export const openBroker = [
  'listener {port} 127.0.0.1',
  'allow_anonymous true',
  'persistence true',
  'persistence_location {folder}/',
  'max_queued_messages 0',
];

/** A Mosquitto of our own for tests that end it and start it again. */
export class PrivateMosquitto {
  private child: ChildProcess | undefined;

  private constructor(
    readonly folder: string,
    readonly port: number,
  ) {}

  /** @param files more files for its folder, by name. */
  static async start(
    lines: readonly string[] = openBroker,
    files: Readonly<Record<string, string>> = {},
  ): Promise<PrivateMosquitto> {
    const folder = await mkdtemp(join(tmpdir(), 'private-mosquitto-'));
    const broker = new PrivateMosquitto(folder, await freePort());
    const asRoot = process.getuid?.() === 0 ? ['user root'] : [];
    const configuration = [...asRoot, 'log_dest stderr', ...lines].join('\n');
    for (const [name, content] of Object.entries({ ...files, 'mosquitto.conf': configuration })) {
      const own = content.replaceAll('{port}', String(broker.port)).replaceAll('{folder}', folder);
      await writeFile(join(folder, name), own, { mode: 0o600 });
    }
    await broker.restart();
    return broker;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  /** After `stop`: on the same port, with what it kept. */
  async restart(): Promise<void> {
    const command = [mosquitto(), '-c', join(this.folder, 'mosquitto.conf')];
    const child = spawn('/bin/sh', ['-c', guard, 'guard', ...command], { stdio: ['pipe', 'ignore', 'pipe'] });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)));
    this.child = child;
    for (const late = performance.now() + patience; !(await answers(this.port)); await pause(20)) {
      if (child.exitCode !== null || performance.now() > late)
        throw new Error(`The private Mosquitto does not answer: ${said}`);
    }
  }

  /** Ends it in good order: sessions and what waits in them are written down. */
  async stop(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** What it wrote down in a file of its folder. */
  read(name: string): Promise<string> {
    return readFile(join(this.folder, name), 'utf8');
  }
}

function mosquitto(): string {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  const found = folders.map((folder) => join(folder, 'mosquitto')).find(isProgram);
  if (found) return found;
  throw new Error(
    'mosquitto is not installed: `npm test` does it where it may, else `sudo apt-get install mosquitto`',
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => socket.end(() => resolve(true)));
    socket.once('error', () => resolve(false));
  });
