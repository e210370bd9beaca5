import { deadLetterTopic, topics, type TopicName } from '@trackingbms/message-contracts';
import type { Admin, ITopicConfig } from 'kafkajs';
import { setTimeout as pause } from 'node:timers/promises';
import type { EventLogSettings } from '../connection/event-log-settings.js';
import { physicalName } from '../connection/physical-names.js';
import { withAdmin } from '../connection/with-admin.js';
import {
  compactedTopic,
  deadLetterTopicConfiguration,
  emptyTopic,
  retainedTopic,
  topicDefinitions,
  type TopicConfiguration,
} from './topic-definitions.js';

export interface EnsureTopicsOptions {
  /** All that are written to by default. Each of those comes with its dead letters. */
  topics?: readonly TopicName[];
  /** Copies of each partition; by default 3, or as many as there are brokers. */
  replicationFactor?: number;
}

const written = Object.values(topics).filter((topic) => topicDefinitions[topic].kind !== 'empty');

/**
 * Makes the topics that are missing. What is there stays as it is: partitions are never added, because that would move
 * batteries between partitions and break their order.
 */
export async function ensureTopics(
  settings: EventLogSettings,
  options: EnsureTopicsOptions = {},
): Promise<void> {
  await withAdmin(settings, async (admin) => {
    const present = new Set(await admin.listTopics());
    const replicationFactor = options.replicationFactor ?? (await defaultReplication(admin));
    const missing = (options.topics ?? written)
      .flatMap((topic) => [sourceTopic(topic), ...lettersOf(topic)])
      .map((topic) => ({ ...topic, topic: physicalName(settings, topic.topic) }))
      .filter(({ topic }) => !present.has(topic))
      .map((topic) => replicated(topic, replicationFactor));
    if (missing.length === 0) return;
    await admin.createTopics({ topics: missing, waitForLeaders: false });
    for (const { topic } of missing) await hosted(admin, topic);
  });
}

const patienceMilliseconds = 30_000;

/** A topic is known to the cluster before each of its partitions has a broker that serves it. */
async function hosted(admin: Admin, topic: string): Promise<void> {
  const late = performance.now() + patienceMilliseconds;
  for (;;) {
    try {
      await admin.fetchTopicOffsets(topic);
      return;
    } catch (error) {
      if (performance.now() > late) throw error;
      await pause(50);
    }
  }
}

const defaultReplication = async (admin: Admin): Promise<number> =>
  Math.min(3, (await admin.describeCluster()).brokers.length);

interface WantedTopic {
  topic: string;
  numPartitions: number;
  configuration: TopicConfiguration;
}

const configurations = { compact: compactedTopic, delete: retainedTopic, empty: emptyTopic } as const;

function sourceTopic(topic: TopicName): WantedTopic {
  const { partitions, kind } = topicDefinitions[topic];
  return { topic, numPartitions: partitions, configuration: configurations[kind] };
}

function lettersOf(source: TopicName): readonly WantedTopic[] {
  if (topicDefinitions[source].kind === 'empty') return [];
  const topic = deadLetterTopic(source);
  return [{ topic, numPartitions: 1, configuration: deadLetterTopicConfiguration }];
}

function replicated(
  { topic, numPartitions, configuration }: WantedTopic,
  replicationFactor: number,
): ITopicConfig {
  const entries: TopicConfiguration = {
    ...configuration,
    // With three copies one broker may be away and an acknowledged record still is on two.
    'min.insync.replicas': replicationFactor >= 3 ? '2' : '1',
    'unclean.leader.election.enable': 'false',
  };
  const configEntries = Object.entries(entries).map(([name, value]) => ({ name, value }));
  return { topic, numPartitions, replicationFactor, configEntries };
}
