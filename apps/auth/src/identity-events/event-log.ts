import {
  CompactedTopicReader,
  type CompactedTopicReaderOptions,
  ensureTopics,
  EventPublisher,
  type EventLogSettings,
  type EventSink,
} from '@trackingbms/event-log';
import { topics } from '@trackingbms/message-contracts';

/** What this service needs of the event log; a test puts the in-memory one in its place. */
export abstract class EventLog implements EventSink {
  abstract publish: EventSink['publish'];
  /** Makes the topics that are missing. Rejects while no broker answers. */
  abstract prepare(): Promise<void>;
  abstract tenantEntries(onEntry: CompactedTopicReaderOptions['onEntry']): {
    start(): Promise<void>;
    stop(): Promise<void>;
  };
  abstract close(): Promise<void>;
}

/** The event log on Kafka. */
export function kafkaEventLog(settings: EventLogSettings): EventLog {
  const publisher = new EventPublisher(settings);
  return {
    publish: (events) => publisher.publish(events),
    prepare: () => ensureTopics(settings, { topics: [topics.tenants, topics.identity] }),
    tenantEntries: (onEntry) => new CompactedTopicReader(settings, { topic: topics.tenants, onEntry }),
    close: () => publisher.disconnect(),
  };
}
