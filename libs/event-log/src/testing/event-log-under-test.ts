import type { EventLogSettings } from '../connection/event-log-settings.js';
import { BatchConsumer, type BatchConsumerOptions } from '../consuming/batch-consumer.js';
import { DeadLetters, type DeadLetterSink } from '../dead-letters/dead-letters.js';
import { EventPublisher } from '../publishing/event-publisher.js';
import type { EventSink } from '../publishing/outgoing-event.js';
import { CompactedTopicReader, type CompactedTopicReaderOptions } from '../reading/compacted-topic-reader.js';
import { LiveTailReader, type LiveTailReaderOptions } from '../reading/live-tail-reader.js';
import { PartitionReader, type PartitionReading } from '../reading/partition-reader.js';
import { GroupShares, type GroupSharesOptions } from '../sharing/group-shares.js';
import type { HoldsShares, StartsAndStops } from './in-memory-event-log.js';

/** What the real log and its twin have in common. */
export interface EventLogUnderTest extends EventSink {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  deadLetters(): DeadLetterSink;
  batchConsumer(options: BatchConsumerOptions): StartsAndStops;
  groupShares(options: GroupSharesOptions): HoldsShares;
  compactedTopicReader(options: CompactedTopicReaderOptions): StartsAndStops;
  liveTailReader(options: LiveTailReaderOptions): StartsAndStops;
  readPartition(reading: PartitionReading): Promise<void>;
}

export function realEventLog(settings: EventLogSettings): EventLogUnderTest {
  const publisher = new EventPublisher(settings);
  return {
    connect: () => publisher.connect(),
    disconnect: () => publisher.disconnect(),
    publish: (events) => publisher.publish(events),
    deadLetters: () => new DeadLetters(publisher),
    batchConsumer: (options) => new BatchConsumer(settings, options),
    groupShares: (options) => new GroupShares(settings, options),
    compactedTopicReader: (options) => new CompactedTopicReader(settings, options),
    liveTailReader: (options) => new LiveTailReader(settings, options),
    readPartition: (reading) => new PartitionReader(settings).read(reading),
  };
}
