import type { DeadLetterTopicName, TopicName } from '@trackingbms/message-contracts';

export interface IncomingRecord {
  readonly offset: bigint;
  readonly key: string | null;
  /** Null is a tombstone. */
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  /** ms since 1970: when the producer sent it. */
  readonly timestamp: number;
}

/** Records of one partition in their order. Offsets may have holes. */
export interface RecordBatch {
  readonly topic: TopicName | DeadLetterTopicName;
  readonly partition: number;
  /** Never empty. */
  readonly records: readonly IncomingRecord[];
  /** Offset after the last record of the partition when the batch was fetched. */
  readonly highWatermark: bigint;
  /** Identity of the stream (UUID): offsets of two ids have nothing to do with each other. */
  readonly topicId: string;
  /** The runner beats by itself while the handler runs; a long step may still call this. Never rejects. */
  heartbeat(): Promise<void>;
  /** True once the partition may belong to somebody else: stop writing, nothing of it will be committed. */
  isStale(): boolean;
}

export interface BatchOutcome {
  /** Next offset that may be committed. Reading goes on after the batch all the same. */
  readonly commitUpTo: bigint;
  /** Commit it although more was committed before. */
  readonly evenIfLower?: boolean;
}

/**
 * Answers how far may be committed (nothing = all of the batch). When it rejects, the same batch comes again after a
 * back-off; the other partitions go on meanwhile.
 */
export type BatchHandler = (batch: RecordBatch) => Promise<BatchOutcome | void>;
