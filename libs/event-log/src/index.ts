export type { EventLogSettings } from './connection/event-log-settings.js';
export type { EventLogObserver } from './connection/event-log-observer.js';
export { ensureTopics, type EnsureTopicsOptions } from './topics/ensure-topics.js';
export { topicDefinitions, retentionMilliseconds, type TopicDefinition } from './topics/topic-definitions.js';
export { partitionFor } from './topics/partition-for.js';
export { streamBounds, type StreamBounds } from './topics/stream-bounds.js';
export type { OutgoingEvent, OutgoingRecord, EventSink } from './publishing/outgoing-event.js';
export { EventPublisher, type EventPublisherOptions } from './publishing/event-publisher.js';
export {
  EventsNotPublished,
  EventTooLarge,
  type NotPublishedReason,
} from './publishing/publishing.errors.js';
export type { BatchHandler, BatchOutcome, IncomingRecord, RecordBatch } from './records/incoming-record.js';
export { BatchConsumer, type BatchConsumerOptions } from './consuming/batch-consumer.js';
export { KafkaBatchStrategy, type KafkaBatchStrategyOptions } from './consuming/kafka-batch-strategy.js';
export { CompactedTopicReader, type CompactedTopicReaderOptions } from './reading/compacted-topic-reader.js';
export { LiveTailReader, type LiveTailReaderOptions } from './reading/live-tail-reader.js';
export { PartitionReader, type PartitionReading } from './reading/partition-reader.js';
export { StreamGap } from './reading/stream-gap.errors.js';
export { GroupShares, type GroupSharesOptions } from './sharing/group-shares.js';
export type { SharesListener } from './sharing/held-shares.js';
export { DeadLetters, type DeadLetterOrigin, type DeadLetterSink } from './dead-letters/dead-letters.js';
