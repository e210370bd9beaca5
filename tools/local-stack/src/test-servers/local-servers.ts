import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadFolder } from '../folders.js';
import { ensurePrograms, mariaDbNeeds } from '../prerequisites/debian-packages.js';
import { ensureKafkaJars, kafkaNeeds } from '../prerequisites/kafka-jars.js';
import { PrivateKafka } from '../servers/private-kafka.js';
import { PrivateMariaDb } from '../servers/private-maria-db.js';
import type { TestKafka, TestMariaDb } from './test-servers.js';

const temporaryFolder = (name: string): Promise<string> => mkdtemp(join(tmpdir(), `trackingbms-${name}-`));

/** A private MariaDB in a temporary folder, for one run of tests; it can be killed and started again. */
export async function startPrivateMariaDb(): Promise<PrivateMariaDb & { remove(): Promise<void> }> {
  await ensurePrograms(mariaDbNeeds);
  const folder = await temporaryFolder('mariadb');
  return removable(await PrivateMariaDb.start({ folder, durable: false, bufferPoolMegabytes: 256 }), folder);
}

/** A private Kafka in a temporary folder, for one run of tests; it can be killed and started again. */
export async function startPrivateKafka(): Promise<PrivateKafka & { remove(): Promise<void> }> {
  await ensurePrograms(kafkaNeeds(downloadFolder));
  const jars = await ensureKafkaJars(downloadFolder);
  const folder = await temporaryFolder('kafka');
  return removable(await PrivateKafka.start({ folder, jars }), folder);
}

function removable<T extends PrivateKafka | PrivateMariaDb>(
  server: T,
  folder: string,
): T & { remove(): Promise<void> } {
  const abandon = (): void => server.process.killNow();
  process.once('exit', abandon);
  return Object.assign(server, {
    async remove(): Promise<void> {
      await server.stop();
      process.off('exit', abandon);
      await rm(folder, { recursive: true, force: true });
    },
  });
}

export async function startLocalMariaDb(): Promise<TestMariaDb> {
  const server = await startPrivateMariaDb();
  const { host, port, user, password } = server;
  return { host, port, user, password, stop: () => server.remove() };
}

export async function startLocalKafka(): Promise<TestKafka> {
  const server = await startPrivateKafka();
  return { brokers: server.brokers, stop: () => server.remove() };
}
