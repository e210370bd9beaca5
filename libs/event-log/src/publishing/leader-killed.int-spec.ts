import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventTypes, recordKeys, topics, type TopicName } from '@trackingbms/message-contracts';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { createKafka } from '../connection/create-kafka.js';
import { physicalName } from '../connection/physical-names.js';
import { withAdmin } from '../connection/with-admin.js';
import { breakingSockets } from '../testing/breaking-sockets.js';
import { PrivateKafka } from '../testing/private-kafka.js';
import { readTopic } from '../testing/read-topic.js';
import { kafkaAt, type TestKafka } from '../testing/test-kafka.js';
import { ensureTopics } from '../topics/ensure-topics.js';
import { EventPublisher } from './event-publisher.js';
import type { OutgoingEvent } from './outgoing-event.js';

let servers: PrivateKafka;
let kafka: TestKafka;
let killed = 0;
const sockets = new Set<Socket>();
/** The bare client gives up before another broker takes the lead, unless it is told to wait. */
const patient = { initialRetryTime: 300, maxRetryTime: 1000, retries: 40 };

beforeAll(async () => {
  servers = await PrivateKafka.start(3);
  kafka = kafkaAt(servers.brokers);
}, 180_000);
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  if (killed > 0) await servers.restart(killed);
});
afterAll(() => servers?.stop());

/** Holds the first Produce request back and kills its broker as soon as the two other brokers have answered theirs. */
function killingTheLastLeader() {
  const answered = new Set<number>();
  let victim: number | undefined;
  return breakingSockets({
    sockets,
    onRequest: ({ port }) => {
      victim ??= port;
      return victim !== port;
    },
    onAnswer: ({ port }) => {
      answered.add(port);
      if (answered.size === 2 && killed === 0 && victim !== undefined) {
        killed = servers.nodeAt(victim);
        void servers.kill(killed);
      }
      return true;
    },
  });
}

/** One partition of each broker. */
async function partitionsByLeader(topic: TopicName): Promise<number[]> {
  killed = 0;
  await ensureTopics(kafka.settings, { topics: [topic] });
  const asked = { topics: [physicalName(kafka.settings, topic)] };
  const metadata = await withAdmin(kafka.settings, (admin) => admin.fetchTopicMetadata(asked));
  const partitions = metadata.topics[0]?.partitions ?? [];
  return [...new Map(partitions.map(({ leader, partitionId }) => [leader, partitionId])).values()];
}

const signIn = (tenantId: number): OutgoingEvent => ({
  topic: topics.identity,
  key: recordKeys.user(tenantId, 1),
  tenantId,
  partitionBy: 'tenant',
  id: randomUUID(),
  type: eventTypes.SignInRefusedV1.type,
  source: '/tests',
  time: '2025-03-01T12:00:00.000Z',
  data: { reason: 'unknown-user', refusedAt: '2025-03-01T12:00:00.000Z' },
});

describe('a leader killed while the others have answered', () => {
  it('makes the bare client acknowledge a record that is not in the log', async () => {
    const partitions = await partitionsByLeader(topics.alerts);
    expect(partitions).toHaveLength(3);
    const bare = createKafka(kafka.settings, {
      socketFactory: killingTheLastLeader(),
      retry: patient,
    }).producer({
      idempotent: true,
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
    });
    await bare.connect();
    const topic = physicalName(kafka.settings, topics.alerts);
    const messages = partitions.map((partition) => ({ partition, value: `to ${partition}` }));
    await expect(bare.send({ topic, messages })).resolves.toBeDefined();
    await bare.disconnect();
    expect(await readTopic(kafka.settings, topics.alerts)).toHaveLength(2);
  });

  it('loses and doubles nothing through the publisher, and keeps the order of each partition', async () => {
    const partitions = await partitionsByLeader(topics.identity);
    expect(partitions).toHaveLength(3);
    const publisher = new EventPublisher(kafka.settings, {
      socketFactory: killingTheLastLeader(),
      timeoutMilliseconds: 50_000,
    });
    const sent = partitions.flatMap((partition) => Array.from({ length: 20 }, () => signIn(partition + 6)));
    const first = publisher.publish(sent.filter((_, index) => index % 20 === 0));
    const rest = sent.filter((_, index) => index % 20 !== 0).map((event) => publisher.publish([event]));
    await Promise.all([first, ...rest]);
    await publisher.disconnect();
    expect(killed).toBeGreaterThan(0);
    const stored = await readTopic(kafka.settings, topics.identity);
    const idsOf = (partition: number) =>
      stored.filter((record) => record.partition === partition).map(({ headers }) => headers.ce_id);
    for (const partition of partitions) {
      expect(idsOf(partition)).toEqual(
        sent.filter(({ tenantId }) => tenantId === partition + 6).map(({ id }) => id),
      );
    }
  });
});
