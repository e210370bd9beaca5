import type { TopicName } from '@trackingbms/message-contracts';
import type { BatchConsumerOptions } from '../consuming/batch-consumer.js';
import { keyOf, type TopicPartition } from '../consuming/group-member.js';
import type { BatchOutcome, RecordBatch } from '../records/incoming-record.js';
import type { InMemoryLog } from './in-memory-log.js';
import { InMemoryPartitionPump } from './in-memory-partition-pump.js';

interface Member {
  readonly options: BatchConsumerOptions;
  pumps: InMemoryPartitionPump[];
}

/** A consumer group: its partitions are dealt out again whenever a member comes or goes. */
export class InMemoryGroup {
  readonly committed = new Map<string, bigint>();
  private readonly members: Member[] = [];
  private rebalancing: Promise<void> = Promise.resolve();

  constructor(private readonly log: InMemoryLog) {}

  async join(options: BatchConsumerOptions): Promise<() => Promise<void>> {
    const member: Member = { options, pumps: [] };
    await this.rebalance(() => this.members.push(member));
    return () => this.rebalance(() => this.members.splice(this.members.indexOf(member), 1));
  }

  private rebalance(change: () => void): Promise<void> {
    this.rebalancing = this.rebalancing.then(async () => {
      const before = [...this.members];
      await Promise.all(before.map((member) => this.revoke(member)));
      change();
      await Promise.all(this.members.map((member, index) => this.assign(member, index)));
    });
    return this.rebalancing;
  }

  private async revoke(member: Member): Promise<void> {
    await Promise.all(member.pumps.map((pump) => pump.stop()));
    for (const { at } of member.pumps) member.options.onRevoked?.(at.topic as TopicName, at.partition);
    member.pumps = [];
  }

  private async assign(member: Member, index: number): Promise<void> {
    const { options } = member;
    const share = this.log
      .partitionsOf(options.topics)
      .filter((_, place) => place % this.members.length === index);
    for (const at of share) {
      const committed = this.committed.get(keyOf(at)) ?? null;
      await options.onAssigned?.(at.topic as TopicName, at.partition, committed);
      const start = committed ?? (options.fromBeginning ? 0n : this.log.end(at));
      const pump = new InMemoryPartitionPump(this.log, at, start, (batch) => this.handle(options, at, batch));
      member.pumps.push(pump);
      pump.start();
    }
  }

  private async handle(options: BatchConsumerOptions, at: TopicPartition, batch: RecordBatch): Promise<void> {
    const outcome = await options.handler(batch);
    const last = batch.records[batch.records.length - 1];
    this.commit(keyOf(at), outcome ?? { commitUpTo: (last?.offset ?? -1n) + 1n });
  }

  private commit(partition: string, { commitUpTo, evenIfLower = false }: BatchOutcome): void {
    const before = this.committed.get(partition);
    if (before === undefined || commitUpTo > before || evenIfLower) this.committed.set(partition, commitUpTo);
  }
}
