import { decodeEvent, type DecodedEvent, type TopicName } from '@trackingbms/message-contracts';
import type { BatchConsumerOptions } from '../consuming/batch-consumer.js';
import type { ReadableTopic, TopicPartition } from '../consuming/group-member.js';
import { DeadLetters, type DeadLetterSink } from '../dead-letters/dead-letters.js';
import {
  batteryOf,
  toRecord,
  type EventSink,
  type OutgoingEvent,
  type OutgoingRecord,
} from '../publishing/outgoing-event.js';
import { EventsNotPublished } from '../publishing/publishing.errors.js';
import type { CompactedTopicReaderOptions } from '../reading/compacted-topic-reader.js';
import type { LiveTailReaderOptions } from '../reading/live-tail-reader.js';
import type { PartitionReading } from '../reading/partition-reader.js';
import { StreamGap } from '../reading/stream-gap.errors.js';
import type { IncomingRecord, RecordBatch } from '../records/incoming-record.js';
import { partitionFor } from '../topics/partition-for.js';
import type { GroupSharesOptions } from '../sharing/group-shares.js';
import { InMemoryGroup } from './in-memory-group.js';
import { InMemoryLog } from './in-memory-log.js';
import { InMemoryPartitionPump } from './in-memory-partition-pump.js';
import { InMemorySharesGroup } from './in-memory-shares-group.js';

/** What every kind of reader can do. */
export interface StartsAndStops {
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface HoldsShares extends StartsAndStops {
  readonly isHeld: boolean;
}

/** The event log without a broker: the same promises, held to by the same contract suite. */
export class InMemoryEventLog implements EventSink {
  private readonly log: InMemoryLog;
  private readonly groups = new Map<string, InMemoryGroup>();
  private readonly sharesGroups = new Map<string, InMemorySharesGroup>();
  private refusals = 0;

  /** @param partitions where a test wants other numbers than the real topics have. */
  constructor(partitions: Partial<Record<ReadableTopic, number>> = {}) {
    this.log = new InMemoryLog(partitions);
  }

  /** The next `times` calls of publish() reject as if the broker did not answer. */
  refusePublishing(times: number): void {
    this.refusals = times;
  }

  async publish(events: readonly OutgoingEvent[]): Promise<void> {
    const records = events.map((event) => {
      const count = this.log.partitionCount(event.topic);
      return toRecord(event, partitionFor(event.tenantId, batteryOf(event), count));
    });
    await this.publishRecords(records);
  }

  async publishRecords(records: readonly OutgoingRecord[]): Promise<void> {
    if (this.refusals > 0) {
      this.refusals -= 1;
      throw new EventsNotPublished('TIMEOUT', [...records.keys()]);
    }
    for (const record of records) this.log.append(record);
  }

  async connect(): Promise<void> {}

  async disconnect(): Promise<void> {}

  deadLetters(): DeadLetterSink {
    return new DeadLetters(this);
  }

  /** Everything on a topic, partition by partition. */
  recordsOf(topic: ReadableTopic): readonly IncomingRecord[] {
    return this.log.partitionsOf([topic]).flatMap((at) => this.log.read(at, 0n, Number.MAX_SAFE_INTEGER));
  }

  eventsOf(topic: ReadableTopic): readonly DecodedEvent[] {
    return this.recordsOf(topic).map((record) => decodeEvent(record));
  }

  /** Null when the group has committed nothing for the partition. */
  committed(groupId: string, topic: ReadableTopic, partition: number): bigint | null {
    return this.groups.get(groupId)?.committed.get(`${topic}/${partition}`) ?? null;
  }

  batchConsumer(options: BatchConsumerOptions): StartsAndStops {
    const group = this.groups.get(options.groupId) ?? new InMemoryGroup(this.log);
    this.groups.set(options.groupId, group);
    let leave: (() => Promise<void>) | undefined;
    return {
      start: async () => {
        leave = await group.join(options);
      },
      stop: async () => leave?.(),
    };
  }

  groupShares(options: GroupSharesOptions): HoldsShares {
    const { groupId, topic } = options;
    const group = this.sharesGroups.get(groupId) ?? new InMemorySharesGroup(this.log.partitionCount(topic));
    this.sharesGroups.set(groupId, group);
    return group.member(options);
  }

  compactedTopicReader({ topic, onEntry }: CompactedTopicReaderOptions): StartsAndStops {
    return this.everyPartition([topic], {
      from: () => 0n,
      untilCaughtUp: true,
      onBatch: async ({ records }) => {
        for (const record of records) await onEntry(record);
      },
    });
  }

  liveTailReader({ topics, onRecord }: LiveTailReaderOptions): StartsAndStops {
    return this.everyPartition(topics, {
      from: (at) => this.log.end(at),
      untilCaughtUp: false,
      onBatch: async ({ topic, partition, records }) => {
        for (const record of records) onRecord(topic as TopicName, record, partition);
      },
    });
  }

  async readPartition({ topic, partition, fromOffset, onBatch, signal }: PartitionReading): Promise<void> {
    const at = { topic, partition };
    if (fromOffset > this.log.end(at)) throw new StreamGap(fromOffset, 0n, this.log.end(at));
    const pump = new InMemoryPartitionPump(this.log, at, fromOffset, onBatch);
    pump.start();
    while (!signal.aborted) await this.log.appended(signal);
    await pump.stop();
  }

  private everyPartition(topics: readonly ReadableTopic[], reading: Reading): StartsAndStops {
    let pumps: InMemoryPartitionPump[] = [];
    return {
      start: async () => {
        const caughtUp = this.log.partitionsOf(topics).map((at) => {
          const end = this.log.end(at);
          const from = reading.from(at);
          return new Promise<void>((resolve) => {
            if (from >= end) resolve();
            const pump = new InMemoryPartitionPump(this.log, at, from, async (batch) => {
              await reading.onBatch(batch);
              if ((batch.records[batch.records.length - 1]?.offset ?? 0n) + 1n >= end) resolve();
            });
            pumps.push(pump);
            pump.start();
          });
        });
        if (reading.untilCaughtUp) await Promise.all(caughtUp);
      },
      stop: async () => {
        await Promise.all(pumps.map((pump) => pump.stop()));
        pumps = [];
      },
    };
  }
}

interface Reading {
  from(at: TopicPartition): bigint;
  untilCaughtUp: boolean;
  onBatch(batch: RecordBatch): Promise<void>;
}
