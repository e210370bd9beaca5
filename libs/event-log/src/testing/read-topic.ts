import type { EventLogSettings } from '../connection/event-log-settings.js';
import { keyOf, type ReadableTopic, type TopicPartition } from '../consuming/group-member.js';
import { PositionReader } from '../reading/position-reader.js';
import type { IncomingRecord } from '../records/incoming-record.js';
import { streamBounds } from '../topics/stream-bounds.js';

export interface ReadRecord extends IncomingRecord {
  readonly partition: number;
}

/** All that a topic holds now, each partition in its order. */
export async function readTopic(
  settings: EventLogSettings,
  topic: ReadableTopic,
): Promise<readonly ReadRecord[]> {
  const bounds = await streamBounds(settings, topic);
  const open = new Map(
    bounds.filter(({ low, high }) => low < high).map((bound) => [keyOf(bound), bound.high]),
  );
  if (open.size === 0) return [];
  const records: ReadRecord[] = [];
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const reader = new PositionReader(settings, {
    topics: [topic],
    positions: new Map(bounds.map((bound) => [keyOf(bound), bound.low])),
    onBatch: async (batch) => {
      records.push(...batch.records.map((record) => ({ ...record, partition: batch.partition })));
    },
    onMoved: (partition: TopicPartition, next: bigint) => {
      if (next >= (open.get(keyOf(partition)) ?? next + 1n)) open.delete(keyOf(partition));
      if (open.size === 0) finish();
    },
  });
  await reader.start();
  await finished;
  await reader.stop();
  return records;
}
