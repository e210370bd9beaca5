import { EventEmitter, once } from 'node:events';
import type { ReadableTopic, TopicPartition } from '../consuming/group-member.js';
import type { OutgoingRecord } from '../publishing/outgoing-event.js';
import type { IncomingRecord } from '../records/incoming-record.js';
import { topicDefinitions } from '../topics/topic-definitions.js';

/** The partitions of the twin: arrays, and an event for every append. */
export class InMemoryLog {
  private readonly partitions = new Map<string, IncomingRecord[]>();
  private readonly appends = new EventEmitter().setMaxListeners(0);

  constructor(private readonly counts: Partial<Record<ReadableTopic, number>>) {}

  partitionCount(topic: ReadableTopic): number {
    const known =
      topic in topicDefinitions ? topicDefinitions[topic as keyof typeof topicDefinitions].partitions : 1;
    return this.counts[topic] ?? known;
  }

  partitionsOf(topics: readonly ReadableTopic[]): TopicPartition[] {
    return topics.flatMap((topic) =>
      Array.from({ length: this.partitionCount(topic) }, (_, partition) => ({ topic, partition })),
    );
  }

  append({ topic, partition, key, value, headers }: OutgoingRecord): void {
    const records = this.at({ topic, partition });
    records.push({
      offset: BigInt(records.length),
      key,
      value,
      headers: { ...headers },
      timestamp: Date.now(),
    });
    this.appends.emit('append');
  }

  read(at: TopicPartition, from: bigint, atMost: number): readonly IncomingRecord[] {
    return this.at(at).slice(Number(from), Number(from) + atMost);
  }

  end(at: TopicPartition): bigint {
    return BigInt(this.at(at).length);
  }

  /** Resolves at the next append, or when the signal is aborted. */
  async appended(signal: AbortSignal): Promise<void> {
    await once(this.appends, 'append', { signal }).catch(() => undefined);
  }

  private at({ topic, partition }: TopicPartition): IncomingRecord[] {
    const key = `${topic}/${partition}`;
    const records = this.partitions.get(key) ?? [];
    this.partitions.set(key, records);
    return records;
  }
}
