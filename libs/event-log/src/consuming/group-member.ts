import type { DeadLetterTopicName, TopicName } from '@trackingbms/message-contracts';
import type { PartitionAssigner } from 'kafkajs';
import type { BatchOutcome, RecordBatch } from '../records/incoming-record.js';

export type ReadableTopic = TopicName | DeadLetterTopicName;

export interface TopicPartition {
  readonly topic: ReadableTopic;
  readonly partition: number;
}

/** What a reader of any kind does with its partitions. */
export interface GroupMember {
  /** Where to read on, asked on every join before anything is fetched. Nothing = where the group has committed. */
  positionOf?(partition: TopicPartition): bigint | undefined;
  /** Batches wait for it; when it rejects they come again after a back-off. */
  assigned?(partitions: readonly TopicPartition[]): Promise<void>;
  revoked?(partitions: readonly TopicPartition[]): void;
  /** At every join, at once, with all partitions of this member. */
  joined?(partitions: readonly TopicPartition[]): void;
  /** The group knows this member still: it has answered what was asked so many ms ago. */
  heard?(millisecondsAgo: number): void;
  /** Before the client leaves the group, or when it has given up: others may be given the partitions from now on. */
  left?(): void;
  handle(batch: RecordBatch): Promise<BatchOutcome | void>;
  /** Everything below `next` is handled, or holds nothing for a reader. */
  moved?(partition: TopicPartition, next: bigint): void;
}

export interface GroupOptions {
  /** Our name of the group; of a group without commits the beginning of its name. */
  readonly groupId: string;
  readonly topics: readonly ReadableTopic[];
  /** Where a partition without a commit begins. */
  readonly fromBeginning: boolean;
  /** Without commits the group is of one member, thrown away with its client and deleted on stop. */
  readonly commits: boolean;
  /** Partitions handled at once. Default 1. */
  readonly concurrency?: number;
  readonly assigner?: PartitionAssigner;
  /** After which silence the group gives the partitions to another member. Default 12,000 ms. */
  readonly sessionTimeoutMilliseconds?: number;
  /** Default 3,000 ms. */
  readonly heartbeatMilliseconds?: number;
  /** First and longest wait before a failed batch comes again. Default 200 and 30,000 ms. */
  readonly backOff?: { readonly firstMilliseconds: number; readonly longestMilliseconds: number };
}

export const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;
