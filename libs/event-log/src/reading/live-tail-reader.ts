import type { TopicName } from '@trackingbms/message-contracts';
import type { EventLogSettings } from '../connection/event-log-settings.js';
import { keyOf } from '../consuming/group-member.js';
import type { IncomingRecord } from '../records/incoming-record.js';
import { streamBounds } from '../topics/stream-bounds.js';
import { PositionReader } from './position-reader.js';

export interface LiveTailReaderOptions {
  topics: readonly TopicName[];
  /** Must not block: what it throws is passed to the observer's log and the record is not given again. */
  onRecord(topic: TopicName, record: IncomingRecord, partition: number): void;
}

/** Every record from the call of start() on, to every reader: for streams to people who are looking now. */
export class LiveTailReader {
  private reader: PositionReader | undefined;

  constructor(
    private readonly settings: EventLogSettings,
    private readonly options: LiveTailReaderOptions,
  ) {}

  /** Resolves when it reads. Nothing published after the call is missed. */
  async start(): Promise<void> {
    const { topics } = this.options;
    const bounds = (await Promise.all(topics.map((topic) => streamBounds(this.settings, topic)))).flat();
    const positions = new Map(bounds.map((bound) => [keyOf(bound), bound.high]));
    this.reader = new PositionReader(this.settings, {
      topics,
      positions,
      onBatch: async ({ topic, partition, records }) => {
        for (const record of records) this.give(topic as TopicName, record, partition);
      },
    });
    await this.reader.start();
  }

  async stop(): Promise<void> {
    await this.reader?.stop();
  }

  private give(topic: TopicName, record: IncomingRecord, partition: number): void {
    try {
      this.options.onRecord(topic, record, partition);
    } catch (error) {
      this.settings.observer?.log?.('error', 'A live reader failed on a record.', {
        topic,
        partition,
        error,
      });
    }
  }
}
