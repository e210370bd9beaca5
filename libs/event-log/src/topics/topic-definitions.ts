import { topics, type TopicName } from '@trackingbms/message-contracts';

export interface TopicDefinition {
  /** Fixed for the life of the topic: another number means a new version of the topic. */
  readonly partitions: number;
  /** `empty`: nothing is written to it, a group only shares its partitions. */
  readonly kind: 'delete' | 'compact' | 'empty';
}

export const topicDefinitions: Readonly<Record<TopicName, TopicDefinition>> = {
  [topics.readings]: { partitions: 12, kind: 'delete' },
  [topics.fleet]: { partitions: 3, kind: 'compact' },
  [topics.fleetEvents]: { partitions: 6, kind: 'delete' },
  [topics.alerts]: { partitions: 6, kind: 'delete' },
  [topics.tenants]: { partitions: 1, kind: 'compact' },
  [topics.identity]: { partitions: 6, kind: 'delete' },
  [topics.pollingShares]: { partitions: 64, kind: 'empty' },
};

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** A tenant's database may be away for as long as this and miss nothing. */
export const retentionMilliseconds = 7 * day;
const deadLetterRetentionMilliseconds = 30 * day;

export type TopicConfiguration = Readonly<Record<string, string>>;

export const retainedTopic: TopicConfiguration = {
  'cleanup.policy': 'delete',
  'retention.ms': String(retentionMilliseconds),
};

export const emptyTopic: TopicConfiguration = {
  'cleanup.policy': 'delete',
  'retention.ms': String(hour),
};

export const deadLetterTopicConfiguration: TopicConfiguration = {
  'cleanup.policy': 'delete',
  'retention.ms': String(deadLetterRetentionMilliseconds),
};

/** A superseded entry is gone after a week at the latest, so that an erased client really is. */
export const compactedTopic: TopicConfiguration = {
  'cleanup.policy': 'compact',
  'segment.ms': String(day),
  'min.cleanable.dirty.ratio': '0.1',
  'delete.retention.ms': String(day),
  'max.compaction.lag.ms': String(retentionMilliseconds),
};
