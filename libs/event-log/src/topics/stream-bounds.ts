import type { DeadLetterTopicName, TopicName } from '@trackingbms/message-contracts';
import type { EventLogSettings } from '../connection/event-log-settings.js';
import { physicalName } from '../connection/physical-names.js';
import { withAdmin } from '../connection/with-admin.js';
import { streamIdentity } from './stream-identity.js';

export interface StreamBounds {
  readonly topic: TopicName | DeadLetterTopicName;
  readonly partition: number;
  readonly topicId: string;
  /** First offset that is still there. A checkpoint below it has lost records. */
  readonly low: bigint;
  /** Offset of the next record. A checkpoint above it belongs to a topic that was made anew. */
  readonly high: bigint;
}

/** Where each partition of a topic begins and ends now, in the order of the partitions. */
export async function streamBounds(
  settings: EventLogSettings,
  topic: TopicName | DeadLetterTopicName,
): Promise<readonly StreamBounds[]> {
  const physical = physicalName(settings, topic);
  const [{ clusterId }, offsets] = await withAdmin(settings, async (admin) => [
    await admin.describeCluster(),
    await admin.fetchTopicOffsets(physical),
  ]);
  const topicId = streamIdentity(clusterId, physical);
  return offsets
    .map(({ partition, low, high }) => ({ topic, partition, topicId, low: BigInt(low), high: BigInt(high) }))
    .sort((left, right) => left.partition - right.partition);
}
