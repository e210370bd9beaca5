import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { kafkaVersion } from '../prerequisites/kafka-jars.js';
import { freePort } from '../servers/free-port.js';
import { newSecret } from '../servers/new-secret.js';
import type { TestKafka, TestMariaDb } from './test-servers.js';

/** `TEST_DB_IMAGE` runs the same tests on another engine of the MySQL protocol, for example `mysql:8.4`. */
const databaseImage = process.env['TEST_DB_IMAGE'] ?? 'mariadb:10.11';

const stopper = (container: StartedTestContainer) => async (): Promise<void> => {
  await container.stop();
};

export async function startContainerMariaDb(): Promise<TestMariaDb> {
  const password = newSecret();
  const container = await new GenericContainer(databaseImage)
    .withEnvironment({ MARIADB_ROOT_PASSWORD: password, MYSQL_ROOT_PASSWORD: password })
    .withExposedPorts(3306)
    .withWaitStrategy(Wait.forListeningPorts())
    .withStartupTimeout(120_000)
    .start();
  return {
    host: container.getHost(),
    port: container.getMappedPort(3306),
    user: 'root',
    password,
    stop: stopper(container),
  };
}

export async function startContainerKafka(): Promise<TestKafka> {
  // The broker must announce the very port that is reached from outside, so the port is fixed before it starts.
  const port = await freePort();
  const container = await new GenericContainer(`apache/kafka:${kafkaVersion}`)
    .withEnvironment({
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_LISTENERS: `PLAINTEXT://:${port},CONTROLLER://:9093`,
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
    })
    .withExposedPorts({ container: port, host: port })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .withStartupTimeout(120_000)
    .start();
  return { brokers: `127.0.0.1:${port}`, stop: stopper(container) };
}
