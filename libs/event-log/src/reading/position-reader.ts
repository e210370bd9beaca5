import type { PartitionAssigner } from 'kafkajs';
import type { EventLogSettings } from '../connection/event-log-settings.js';
import { GroupConsumer } from '../consuming/group-consumer.js';
import { keyOf, type ReadableTopic, type TopicPartition } from '../consuming/group-member.js';
import type { RecordBatch } from '../records/incoming-record.js';

export interface PositionReaderOptions {
  readonly topics: readonly ReadableTopic[];
  /** Where to begin, by `topic/partition`. */
  readonly positions: ReadonlyMap<string, bigint>;
  readonly assigner?: PartitionAssigner;
  onBatch(batch: RecordBatch): Promise<void>;
  onMoved?(partition: TopicPartition, next: bigint): void;
}

/**
 * Reads every record of its partitions by a position it keeps itself: a new client after a crash goes on where the last
 * one was, in a new group.
 */
export class PositionReader {
  private readonly group: GroupConsumer;
  private readonly positions: Map<string, bigint>;

  constructor(settings: EventLogSettings, options: PositionReaderOptions) {
    this.positions = new Map(options.positions);
    const { topics, assigner } = options;
    this.group = new GroupConsumer(
      settings,
      { groupId: `${settings.clientId}.reader`, topics, assigner, fromBeginning: true, commits: false },
      {
        positionOf: (partition) => this.positions.get(keyOf(partition)),
        handle: (batch) => options.onBatch(batch),
        moved: (partition, next) => {
          this.positions.set(keyOf(partition), next);
          options.onMoved?.(partition, next);
        },
      },
    );
  }

  async start(): Promise<void> {
    await this.group.start();
  }

  async stop(): Promise<void> {
    await this.group.stop();
  }
}
