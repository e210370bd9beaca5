import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { deadLetterTopic, topics } from '@trackingbms/message-contracts';
import kafkajs from 'kafkajs';
import { physicalName } from '../connection/physical-names.js';
import { withAdmin } from '../connection/with-admin.js';
import { testKafka, type TestKafka } from '../testing/test-kafka.js';
import { ensureTopics } from './ensure-topics.js';
import { streamBounds } from './stream-bounds.js';

let kafka: TestKafka;

beforeEach(() => {
  kafka = testKafka();
});
afterEach(() => kafka.clean());

async function configurationOf(topic: string, names: readonly string[]): Promise<Record<string, string>> {
  const resources = [
    {
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name: physicalName(kafka.settings, topic),
      configNames: [...names],
    },
  ];
  const answer = await withAdmin(kafka.settings, (admin) =>
    admin.describeConfigs({ resources, includeSynonyms: false }),
  );
  return Object.fromEntries(
    answer.resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]) ?? [],
  );
}

describe('the topics', () => {
  it('are made once by services that start together, each with its dead letters', async () => {
    await Promise.all([
      ensureTopics(kafka.settings),
      ensureTopics(kafka.settings),
      ensureTopics(kafka.settings),
    ]);
    await ensureTopics(kafka.settings);
    const counts = await Promise.all(
      Object.values(topics)
        .filter((topic) => topic !== topics.pollingShares)
        .map(async (topic) => [topic, (await streamBounds(kafka.settings, topic)).length]),
    );
    expect(Object.fromEntries(counts)).toEqual({
      [topics.readings]: 12,
      [topics.fleet]: 3,
      [topics.fleetEvents]: 6,
      [topics.alerts]: 6,
      [topics.tenants]: 1,
      [topics.identity]: 6,
    });
    expect(await streamBounds(kafka.settings, deadLetterTopic(topics.alerts))).toHaveLength(1);
  });

  it('keep facts for a week and entries for ever', async () => {
    await ensureTopics(kafka.settings, { topics: [topics.readings, topics.fleet] });
    const asked = ['cleanup.policy', 'retention.ms', 'min.insync.replicas', 'unclean.leader.election.enable'];
    expect(await configurationOf(topics.readings, asked)).toEqual({
      'cleanup.policy': 'delete',
      'retention.ms': '604800000',
      'min.insync.replicas': '1',
      'unclean.leader.election.enable': 'false',
    });
    expect(await configurationOf(topics.fleet, ['cleanup.policy'])).toEqual({ 'cleanup.policy': 'compact' });
  });

  it('that nothing is written to are made for those who share them, and have no dead letters', async () => {
    const present = () => withAdmin(kafka.settings, (admin) => admin.listTopics());
    const shares = physicalName(kafka.settings, topics.pollingShares);
    await ensureTopics(kafka.settings);
    expect(await present()).not.toContain(shares);
    await ensureTopics(kafka.settings, { topics: [topics.pollingShares] });
    expect(await streamBounds(kafka.settings, topics.pollingShares)).toHaveLength(64);
    expect(await present()).not.toContain(
      physicalName(kafka.settings, deadLetterTopic(topics.pollingShares)),
    );
    expect(await configurationOf(topics.pollingShares, ['cleanup.policy', 'retention.ms'])).toEqual({
      'cleanup.policy': 'delete',
      'retention.ms': '3600000',
    });
  });

  it('stay as they are when they exist with other numbers', async () => {
    const topic = physicalName(kafka.settings, topics.readings);
    // The bare client's own wait takes a topic that is not served yet for one that is not there.
    await withAdmin(kafka.settings, (admin) =>
      admin.createTopics({ topics: [{ topic, numPartitions: 2 }], waitForLeaders: false }),
    );
    await ensureTopics(kafka.settings, { topics: [topics.readings] });
    expect(await streamBounds(kafka.settings, topics.readings)).toHaveLength(2);
  });
});
