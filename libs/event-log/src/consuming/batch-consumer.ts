import type { TopicName } from '@trackingbms/message-contracts';
import type { EventLogSettings } from '../connection/event-log-settings.js';
import { physicalName } from '../connection/physical-names.js';
import { withAdmin } from '../connection/with-admin.js';
import type { BatchHandler } from '../records/incoming-record.js';
import { GroupConsumer } from './group-consumer.js';
import { keyOf, type GroupOptions, type ReadableTopic, type TopicPartition } from './group-member.js';

export interface BatchConsumerOptions extends Pick<
  GroupOptions,
  'groupId' | 'fromBeginning' | 'concurrency' | 'sessionTimeoutMilliseconds' | 'backOff'
> {
  topics: readonly ReadableTopic[];
  handler: BatchHandler;
  /**
   * Called for every partition after each rebalance, before its first batch. `committedOffset` is null when the group
   * has none. When it rejects, nothing of the assignment is handled and it is called again after a back-off.
   */
  onAssigned?(topic: TopicName, partition: number, committedOffset: bigint | null): void | Promise<void>;
  /** Called once the partition is lost or left. */
  onRevoked?(topic: TopicName, partition: number): void;
}

/** Hands batches of its share of the partitions to a handler and commits what the handler says is safe. */
export class BatchConsumer {
  private readonly group: GroupConsumer;

  constructor(
    private readonly settings: EventLogSettings,
    private readonly options: BatchConsumerOptions,
  ) {
    this.group = new GroupConsumer(
      settings,
      { ...options, commits: true },
      {
        handle: options.handler,
        assigned: options.onAssigned && ((partitions) => this.announce(partitions)),
        revoked: (partitions) => {
          for (const { topic, partition } of partitions) options.onRevoked?.(topic as TopicName, partition);
        },
      },
    );
  }

  /** Resolves when the group has given its partitions. Keeps trying for two minutes while there is no broker. */
  async start(): Promise<void> {
    await this.group.start();
  }

  /** Lets the batch under way end, commits it and leaves the group. Never from inside a handler. */
  async stop(): Promise<void> {
    await this.group.stop();
  }

  private async announce(partitions: readonly TopicPartition[]): Promise<void> {
    const committed = await this.committedOffsets();
    for (const partition of partitions) {
      const offset = committed.get(keyOf(partition)) ?? null;
      await this.options.onAssigned?.(partition.topic as TopicName, partition.partition, offset);
    }
  }

  private async committedOffsets(): Promise<ReadonlyMap<string, bigint>> {
    const { groupId, topics } = this.options;
    const names = new Map(topics.map((topic) => [physicalName(this.settings, topic), topic]));
    const answers = await withAdmin(this.settings, (admin) =>
      admin.fetchOffsets({ groupId: physicalName(this.settings, groupId), topics: [...names.keys()] }),
    );
    const known = answers.flatMap(({ topic, partitions }) =>
      partitions
        .filter(({ offset }) => BigInt(offset) >= 0n)
        .map(({ partition, offset }) => [`${names.get(topic)}/${partition}`, BigInt(offset)] as const),
    );
    return new Map(known);
  }
}
