import { startKafka, startMariaDb } from '../dist/index.js';

/** Tests read two variables. Where `npm test` has not set them, one suite run by hand gets servers of its own. */
export default async function setUp() {
  const started = [];
  globalThis.__testServers = started;
  if (!process.env.TEST_MARIADB_URL) {
    const server = await startMariaDb();
    started.push(server);
    process.env.TEST_MARIADB_URL = `mysql://${server.user}:${server.password}@${server.host}:${server.port}`;
  }
  if (!process.env.TEST_KAFKA_BROKERS) {
    const server = await startKafka();
    started.push(server);
    process.env.TEST_KAFKA_BROKERS = server.brokers;
  }
}
