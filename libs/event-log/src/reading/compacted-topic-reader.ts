import type { TopicName } from '@trackingbms/message-contracts';
import type { EventLogSettings } from '../connection/event-log-settings.js';
import { keyOf, type TopicPartition } from '../consuming/group-member.js';
import type { IncomingRecord } from '../records/incoming-record.js';
import { streamBounds } from '../topics/stream-bounds.js';
import { PositionReader } from './position-reader.js';

export interface CompactedTopicReaderOptions {
  topic: TopicName;
  /** One entry after the other, in the order of its partition. A rejection brings the entry again after a back-off. */
  onEntry(record: IncomingRecord): void | Promise<void>;
}

/**
 * Keeps a copy of a compacted topic: every entry from the beginning, then every change. The same entry may come twice,
 * and an older one of a key before its newer one: keep the higher version. A null value means that the key is gone.
 */
export class CompactedTopicReader {
  private reader: PositionReader | undefined;

  constructor(
    private readonly settings: EventLogSettings,
    private readonly options: CompactedTopicReaderOptions,
  ) {}

  /** Resolves when everything that was there at the call has been given to `onEntry`. */
  async start(): Promise<void> {
    const { topic } = this.options;
    const bounds = await streamBounds(this.settings, topic);
    const behind = new Map(
      bounds.filter(({ low, high }) => low < high).map((bound) => [keyOf(bound), bound.high]),
    );
    const caughtUp = new Promise<void>((resolve) => {
      if (behind.size === 0) resolve();
      const onMoved = (partition: TopicPartition, next: bigint) => {
        if (next >= (behind.get(keyOf(partition)) ?? next + 1n)) behind.delete(keyOf(partition));
        if (behind.size === 0) resolve();
      };
      const positions = new Map(bounds.map((bound) => [keyOf(bound), bound.low]));
      this.reader = new PositionReader(this.settings, {
        topics: [topic],
        positions,
        onMoved,
        onBatch: (batch) => this.each(batch.records),
      });
    });
    await this.reader?.start();
    await caughtUp;
  }

  async stop(): Promise<void> {
    await this.reader?.stop();
  }

  private async each(records: readonly IncomingRecord[]): Promise<void> {
    for (const record of records) await this.options.onEntry(record);
  }
}
