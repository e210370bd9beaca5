import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topics } from '@trackingbms/message-contracts';
import { EventPublisher } from '../publishing/event-publisher.js';
import { EventsNotPublished } from '../publishing/publishing.errors.js';
import { CompactedTopicReader } from '../reading/compacted-topic-reader.js';
import { Collected } from '../testing/collected.js';
import { PrivateKafka } from '../testing/private-kafka.js';
import { readTopic } from '../testing/read-topic.js';
import { deviceConnected, locationEntry } from '../testing/sample-events.js';
import { kafkaAt, type TestKafka } from '../testing/test-kafka.js';
import { ensureTopics } from '../topics/ensure-topics.js';
import { BatchConsumer } from './batch-consumer.js';

let servers: PrivateKafka;
let kafka: TestKafka;
const crashes = new Collected<string>();

beforeAll(async () => {
  servers = await PrivateKafka.start(1);
  kafka = kafkaAt(servers.brokers, { consumerCrashed: (group) => crashes.add(group) });
  await ensureTopics(kafka.settings, { topics: [topics.readings, topics.fleet] });
}, 180_000);
afterAll(() => servers?.stop());

describe('a broker that is killed and comes back', () => {
  it('costs readers nothing, even when it is away for longer than their client tries', async () => {
    const publisher = new EventPublisher(kafka.settings);
    const seen = new Collected<string>();
    const entries = new Collected<string>();
    const consumer = new BatchConsumer(kafka.settings, {
      groupId: 'group',
      topics: [topics.readings],
      fromBeginning: true,
      handler: async ({ records }) => seen.add(...records.map(({ headers }) => headers.ce_id ?? '')),
    });
    const reader = new CompactedTopicReader(kafka.settings, {
      topic: topics.fleet,
      onEntry: ({ key }) => entries.add(key ?? ''),
    });
    await publisher.publish([deviceConnected(5, 1, 'a'), locationEntry(5, 1, 1)]);
    await Promise.all([consumer.start(), reader.start()]);
    await seen.count(1);

    await servers.kill(1);
    await crashes.until((groups) => groups.includes('group') && groups.some((group) => group !== 'group'));
    await servers.restart(1);
    await publisher.publish([deviceConnected(5, 1, 'b'), locationEntry(5, 2, 1)]);

    // What was handled but not yet committed comes again.
    expect([...new Set(await seen.until((ids) => ids.includes('b')))]).toEqual(['a', 'b']);
    expect(await entries.count(2)).toEqual(['5/location/1', '5/location/2']);
    await Promise.all([consumer.stop(), reader.stop(), publisher.disconnect()]);
  });

  it('makes publishing fail in time, and succeed again afterwards, in order', async () => {
    const publisher = new EventPublisher(kafka.settings, { timeoutMilliseconds: 1500 });
    await publisher.publish([deviceConnected(6, 1, 'before')]);
    await servers.kill(1);
    const early = publisher.publish([deviceConnected(6, 1, 'a')]);
    const behind = publisher.publish([deviceConnected(6, 1, 'b')]);
    for (const refused of [early, behind]) {
      await expect(refused).rejects.toMatchObject({
        code: 'EVENTS.NOT_PUBLISHED',
        transient: true,
        unpublished: [0],
      });
    }
    await servers.restart(1);
    const patient = { ...kafka.settings, clientId: 'patient' };
    const again = async (id: string): Promise<void> =>
      publisher.publish([deviceConnected(6, 1, id)]).catch((error: unknown) => {
        if (!(error instanceof EventsNotPublished)) throw error;
        return again(id);
      });
    for (const id of ['a', 'b', 'c']) await again(id);
    await publisher.disconnect();
    const stored = (await readTopic(patient, topics.readings)).filter(({ partition }) => partition === 6);
    const order = [...new Set(stored.map(({ headers }) => headers.ce_id))];
    expect(order).toEqual(['before', 'a', 'b', 'c']);
  });
});
