import kafkajs, { type ISocketFactory } from 'kafkajs';
import type { TopicName } from '@trackingbms/message-contracts';
import { createKafka } from '../connection/create-kafka.js';
import type { EventLogSettings } from '../connection/event-log-settings.js';
import { partitionFor } from '../topics/partition-for.js';
import {
  batteryOf,
  toRecord,
  type EventSink,
  type OutgoingEvent,
  type OutgoingRecord,
} from './outgoing-event.js';
import { PartitionCounts } from './partition-counts.js';
import { PartitionQueues } from './partition-queues.js';
import { ProducerSessions } from './producer-sessions.js';
import { EventsNotPublished } from './publishing.errors.js';

export interface EventPublisherOptions {
  /** Time of one publish() until it rejects. Default 30,000 ms. */
  timeoutMilliseconds: number;
  /** Records of one send, uncompressed. Default 512 KiB. */
  maxBatchBytes: number;
  /** What may wait to be acknowledged. Default 32 MiB. */
  maxQueuedBytes: number;
  /** Partitions of a tenant's batteries, 1 unless it is a very large tenant. */
  spreadOf: (tenantId: number) => number;
  /** Default none: see the figures in the README. */
  compression: 'none' | 'gzip';
  /** For tests that break the connection. */
  socketFactory?: ISocketFactory;
}

const defaults: EventPublisherOptions = {
  timeoutMilliseconds: 30_000,
  maxBatchBytes: 512 * 1024,
  maxQueuedBytes: 32 * 1024 * 1024,
  spreadOf: () => 1,
  compression: 'none',
};

/** The only way onto the log: acknowledged by all in-sync copies, one send at a time for each partition. */
export class EventPublisher implements EventSink {
  private readonly options: EventPublisherOptions;
  private readonly sessions: ProducerSessions;
  private readonly counts: PartitionCounts;
  private readonly queues: PartitionQueues;
  private placing: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(settings: EventLogSettings, options: Partial<EventPublisherOptions> = {}) {
    this.options = { ...defaults, ...options };
    const kafka = createKafka(settings, { socketFactory: this.options.socketFactory });
    const { GZIP, None } = kafkajs.CompressionTypes;
    this.sessions = new ProducerSessions(kafka, this.options.compression === 'gzip' ? GZIP : None);
    this.counts = new PartitionCounts(settings);
    this.queues = new PartitionQueues(settings, this.sessions, this.options);
  }

  /** Rejects when no broker answers. publish() connects by itself later, so a caller may go on without. */
  async connect(): Promise<void> {
    await this.sessions.current().ready();
  }

  async publish(events: readonly OutgoingEvent[]): Promise<void> {
    const records = events.map((event) => toRecord(event, 0));
    const batteries = events.map(batteryOf);
    const counts = this.countsOf(events);
    counts.catch(() => undefined);
    // One call is placed after the other, so that a first call that waits for the counts is not overtaken.
    const placed = this.placing.then(async () => {
      const known = await counts;
      return this.accept(
        records.map((record, index) => {
          const { tenantId, topic } = events[index] as OutgoingEvent;
          const spread = this.options.spreadOf(tenantId);
          return {
            ...record,
            partition: partitionFor(tenantId, batteries[index] ?? null, known.get(topic) ?? 0, spread),
          };
        }),
      );
    });
    this.placing = placed.catch(() => undefined);
    const { finished } = await placed;
    await finished;
  }

  /**
   * The same promise as publish() for records that are made already, for example dead letters.
   * @throws EventsNotPublished, EventTooLarge
   */
  async publishRecords(records: readonly OutgoingRecord[]): Promise<void> {
    await this.accept(records).finished;
  }

  /** Takes no more, waits for what is under way, closes the connection. */
  async disconnect(): Promise<void> {
    await this.placing;
    this.closed = true;
    await this.queues.idle();
    await this.sessions.close();
  }

  private accept(records: readonly OutgoingRecord[]): { finished: Promise<void> } {
    if (records.length === 0) return { finished: Promise.resolve() };
    if (this.closed) throw new EventsNotPublished('CLOSED', [...records.keys()]);
    return this.queues.accept(records);
  }

  private async countsOf(events: readonly OutgoingEvent[]): Promise<ReadonlyMap<TopicName, number>> {
    const topics = [...new Set(events.map(({ topic }) => topic))];
    try {
      const counts = await Promise.all(topics.map((topic) => this.counts.of(topic)));
      return new Map(topics.map((topic, index) => [topic, counts[index] ?? 0]));
    } catch (cause) {
      throw new EventsNotPublished('UNAVAILABLE', [...events.keys()], { cause });
    }
  }
}
