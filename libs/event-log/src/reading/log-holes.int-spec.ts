import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topics } from '@trackingbms/message-contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { createKafka } from '../connection/create-kafka.js';
import { physicalName } from '../connection/physical-names.js';
import { withAdmin } from '../connection/with-admin.js';
import { EventPublisher } from '../publishing/event-publisher.js';
import { Collected } from '../testing/collected.js';
import { PrivateKafka } from '../testing/private-kafka.js';
import { readTopic } from '../testing/read-topic.js';
import { locationEntry } from '../testing/sample-events.js';
import { kafkaAt, type TestKafka } from '../testing/test-kafka.js';
import { CompactedTopicReader } from './compacted-topic-reader.js';

let servers: PrivateKafka;
let kafka: TestKafka;

/** Compacts at once what is not in the newest segment. */
const eager = {
  'cleanup.policy': 'compact',
  'segment.ms': '100',
  'min.cleanable.dirty.ratio': '0.01',
  'delete.retention.ms': '0',
};

beforeAll(async () => {
  servers = await PrivateKafka.start(1);
}, 180_000);
afterAll(() => servers?.stop());

async function freshTopic(): Promise<string> {
  kafka = kafkaAt(servers.brokers);
  const topic = physicalName(kafka.settings, topics.fleet);
  const configEntries = Object.entries(eager).map(([name, value]) => ({ name, value }));
  await withAdmin(kafka.settings, (admin) =>
    admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }] }),
  );
  return topic;
}

async function entriesAtStart(): Promise<readonly string[]> {
  const entries = new Collected<string>();
  const onEntry = ({ key, value }: { key: string | null; value: Buffer | null }) =>
    entries.add(`${key}${value === null ? ' gone' : ''}`);
  const reader = new CompactedTopicReader(kafka.settings, { topic: topics.fleet, onEntry });
  await reader.start();
  await reader.stop();
  return entries.items;
}

describe('a compacted topic with holes', () => {
  it('is read to its end over compacted records', async () => {
    await freshTopic();
    const publisher = new EventPublisher(kafka.settings);
    for (let version = 1; version <= 3; version += 1) {
      await publisher.publish([locationEntry(1, 1, version), locationEntry(1, 2, version)]);
      await pause(150);
    }
    await publisher.publish([locationEntry(1, 2, 0)]);
    await pause(150);
    await publisher.publish([locationEntry(1, 3, 1)]);
    while ((await readTopic(kafka.settings, topics.fleet)).length > 3) await pause(200);
    expect(await entriesAtStart()).toEqual(['1/location/1', '1/location/2 gone', '1/location/3']);
    await publisher.disconnect();
  });

  it('is read to its end when that is an aborted transaction and its marker', async () => {
    const topic = await freshTopic();
    const producer = createKafka(kafka.settings).producer({
      transactionalId: 'holes',
      idempotent: true,
      maxInFlightRequests: 1,
    });
    await producer.connect();
    const committed = await producer.transaction();
    await committed.send({ topic, messages: [{ key: 'kept', value: '{}' }] });
    await committed.commit();
    const aborted = await producer.transaction();
    await aborted.send({ topic, messages: [{ key: 'aborted', value: '{}' }] });
    await aborted.abort();
    await producer.disconnect();
    expect(await entriesAtStart()).toEqual(['kept']);
  });
});
