import { CompactedTopicReader, type EventLogSettings, type IncomingRecord } from '@trackingbms/event-log';
import { decodeEvent, topics, type TopicName } from '@trackingbms/message-contracts';
import type { EntryView } from './entry-views.js';

/** An entry that could not be read; the battery keeps its last readable state. */
export type OnUnreadable = (topic: TopicName, offset: bigint, reason: string) => void;

/** Keeps views in step with the compacted topics of tenants and fleets. */
export class FleetFeed {
  private readonly readers: readonly CompactedTopicReader[];

  constructor(
    settings: EventLogSettings,
    private readonly view: EntryView,
    private readonly onUnreadable: OnUnreadable,
  ) {
    this.readers = [topics.tenants, topics.fleet].map(
      (topic) =>
        new CompactedTopicReader(settings, { topic, onEntry: (record) => this.apply(topic, record) }),
    );
  }

  /** Resolves when the view holds everything that was there at the call. */
  async start(): Promise<void> {
    await Promise.all(this.readers.map((reader) => reader.start()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.readers.map((reader) => reader.stop()));
  }

  private apply(topic: TopicName, record: IncomingRecord): void {
    const decoded = decodeEvent(record);
    if (decoded.ok) this.view.apply(decoded.event);
    else if (decoded.reason === 'TOMBSTONE' && record.key !== null) this.view.forget(record.key);
    else this.onUnreadable(topic, record.offset, decoded.reason);
  }
}
