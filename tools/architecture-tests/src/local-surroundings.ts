import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { freePort, Secrets, type ChildProgram } from '@trackingbms/local-stack';
import { ownServices } from './compose-file.js';

type Settings = Readonly<Record<string, string>>;

export interface LocalSurroundings {
  /** The settings of a container with its host names and folders made those of this machine, and nothing else changed. */
  translate(service: string, settings: Settings, operationsPort: number): Settings;
  ready(program: ChildProgram, operationsPort: number, logFile: string): Promise<void>;
  remove(): Promise<void>;
}

function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: the tests need their servers`);
  return value;
}

/** What the containers would find around them: the test's MariaDB and Kafka, secrets in a folder, ports on loopback. */
export async function localSurroundings(folder: string): Promise<LocalSurroundings> {
  const database = new URL(needed('TEST_MARIADB_URL'));
  const namespace = `compose-${randomBytes(4).toString('hex')}.`;
  const coreDatabase = `core_${randomBytes(4).toString('hex')}`;
  const secrets = await Secrets.open(join(folder, 'secrets'));
  await writeServers(secrets, database);
  const ports = new Map<string, number>();
  for (const name of ownServices) ports.set(name, await freePort());

  const local = (text: string): string => {
    const placed = text
      // What Compose makes of a variable that nobody has set.
      .replace(/\$\{[A-Z_]+:-([^}]*)\}/g, '$1')
      .replaceAll('/run/trackingbms', secrets.path(''))
      .replace('/var/lib/trackingbms', join(folder, 'state'));
    return placed.replace(
      /http:\/\/([a-z-]+):8080/g,
      (_, name: string) => `http://127.0.0.1:${ports.get(name)}`,
    );
  };
  return {
    translate: (service, settings, operationsPort) => ({
      ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, local(value)])),
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: String(ports.get(service)),
      OPERATIONS_HOST: '127.0.0.1',
      OPERATIONS_PORT: String(operationsPort),
      KAFKA_BROKERS: needed('TEST_KAFKA_BROKERS'),
      KAFKA_TOPIC_NAMESPACE: namespace,
      ALLOWED_DEVICE_RANGES: '127.0.0.0/8',
      ...(service === 'tenant-manager' && { CORE_DATABASE: coreDatabase }),
    }),
    ready,
    remove: () => dropDatabase(database, coreDatabase),
  };
}

async function writeServers(secrets: Secrets, { hostname, port, username, password }: URL): Promise<void> {
  const account = { adminUser: decodeURIComponent(username), adminPassword: decodeURIComponent(password) };
  const servers = [{ name: 'main', engine: 'mariadb', host: hostname, port: Number(port), ...account }];
  await writeFile(secrets.path('database-servers.json'), JSON.stringify(servers), { mode: 0o600 });
}

async function dropDatabase({ href }: URL, name: string): Promise<void> {
  const connection = await createConnection(href);
  await connection.query('DROP DATABASE IF EXISTS ??', [name]);
  await connection.end();
}

/** Waits for readiness; a service that ends instead fails at once, with what it said. */
async function ready(program: ChildProgram, operationsPort: number, logFile: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${operationsPort}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    if (!program.isAlive) throw new Error(`${program.name} ended:\n${await readFile(logFile, 'utf8')}`);
    await delay(100);
  }
}
