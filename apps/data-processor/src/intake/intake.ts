import type { BatchOutcome, RecordBatch, StreamBounds } from '@trackingbms/event-log';
import { topics, type TopicName } from '@trackingbms/message-contracts';
import { PartitionLost } from './intake.errors.js';
import { PartitionIntake, type PartitionDependencies } from './partition-intake.js';

export interface IntakeDependencies extends PartitionDependencies {
  /** Where the partitions of a topic begin and end now. */
  bounds(topic: TopicName): Promise<readonly StreamBounds[]>;
}

/** The partitions of the readings topic that this process owns. Nothing in memory outlives an assignment. */
export class Intake {
  readonly #partitions = new Map<number, PartitionIntake>();

  constructor(private readonly deps: IntakeDependencies) {}

  /** After each rebalance, before the first batch. `committed` is where reading begins, null for the beginning. */
  async assigned(topic: TopicName, partition: number, committed: bigint | null): Promise<void> {
    const bound = (await this.deps.bounds(topic)).find((known) => known.partition === partition);
    if (bound === undefined) throw new Error(`Partition ${partition} is not known to the log.`);
    if (committed !== null && committed < bound.low) {
      const lost = { partition, from: String(committed), to: String(bound.low) };
      this.deps.observer.alarm('StreamGapDetected: records were deleted before they could be taken.', lost);
    }
    this.revoked(partition);
    this.#partitions.set(
      partition,
      new PartitionIntake({ topic, topicId: bound.topicId, partition }, this.deps),
    );
  }

  revoked(partition: number): void {
    this.#partitions.get(partition)?.close();
    this.#partitions.delete(partition);
  }

  async take(batch: RecordBatch): Promise<BatchOutcome> {
    const partition = this.#partitions.get(batch.partition);
    if (partition === undefined || batch.topic !== topics.readings) throw new PartitionLost();
    return partition.take(batch);
  }

  partitions(): readonly PartitionIntake[] {
    return [...this.#partitions.values()];
  }

  /** Somebody else has written to the tenant's database: what is in memory of it may be outdated. */
  async forget(tenantId: number): Promise<void> {
    await Promise.all(this.partitions().map((partition) => partition.forget(tenantId)));
  }

  close(): void {
    for (const partition of [...this.#partitions.keys()]) this.revoked(partition);
  }
}
