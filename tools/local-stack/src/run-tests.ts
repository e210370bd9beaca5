import { report } from './console/progress.js';
import { downloadFolder } from './folders.js';
import { ensurePrograms, testNeeds } from './prerequisites/debian-packages.js';
import { ensureKafkaJars } from './prerequisites/kafka-jars.js';
import { runLane, type LaneResult } from './test-lanes/run-lane.js';
import { startKafka, startMariaDb } from './test-servers/test-servers.js';

/** Static checks and pure tests first: they need no server and fail soonest. */
const pureTargets = ['format', 'lint', 'typecheck', 'test'];

async function lanes(): Promise<LaneResult[]> {
  await ensurePrograms(testNeeds);
  const results = [await runLane(pureTargets, { parallel: 2 })];
  report({
    fr: 'Démarrage de MariaDB et de Kafka pour les essais…',
    en: 'Starting MariaDB and Kafka for the tests…',
  });
  const [mariaDb, kafka] = await Promise.all([startMariaDb(), startKafka()]);
  try {
    const environment = {
      TEST_MARIADB_URL: `mysql://${mariaDb.user}:${mariaDb.password}@${mariaDb.host}:${mariaDb.port}`,
      TEST_KAFKA_BROKERS: kafka.brokers,
      // Some tests kill brokers of their own, wherever the common one runs.
      KAFKA_LIBS: await ensureKafkaJars(downloadFolder),
    };
    results.push(await runLane(['test-int'], { parallel: 1, environment }));
    results.push(await runLane(['e2e'], { parallel: 1, environment }));
  } finally {
    await Promise.all([mariaDb.stop(), kafka.stop()]);
  }
  return results;
}

// Ending by `exit` lets every part end what it started.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

const results = await lanes();
const sum = (count: (result: LaneResult) => number): number =>
  results.reduce((total, result) => total + count(result), 0);
const failed = sum((result) => result.failedTests) || sum((result) => (result.succeeded ? 0 : 1));
console.log(`${sum((result) => result.passedTests)} passed, ${failed} failed`);
process.exitCode = failed === 0 && results.every((result) => result.succeeded) ? 0 : 1;
