import kafkajs, { type ISocketFactory } from 'kafkajs';
import { createKafka } from '../connection/create-kafka.js';
import type { EventLogSettings } from '../connection/event-log-settings.js';
import { physicalName } from '../connection/physical-names.js';
import { partitionFor } from '../topics/partition-for.js';
import { Delivery } from './delivery.js';
import {
  batteryOf,
  toRecord,
  type EventSink,
  type OutgoingEvent,
  type OutgoingRecord,
} from './outgoing-event.js';
import { PartitionCounts } from './partition-counts.js';
import { PartitionQueue } from './partition-queue.js';
import { ProducerSessions } from './producer-sessions.js';
import { EventsNotPublished, EventTooLarge, type NotPublishedReason } from './publishing.errors.js';
import { recordBytes } from './record-bytes.js';

export interface EventPublisherOptions {
  /** Time of one publish() until it rejects. Default 30,000 ms. */
  timeoutMilliseconds: number;
  /** Records of one send, uncompressed. Default 512 KiB. */
  maxBatchBytes: number;
  /** What may wait to be acknowledged. Default 32 MiB. */
  maxQueuedBytes: number;
  /** Partitions of a tenant's batteries, 1 unless it is a very large tenant. */
  spreadOf: (tenantId: number) => number;
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
/** The broker refuses a batch over 1 MiB. */
const maxRecordBytes = 900 * 1024;

/** The only way onto the log: acknowledged by all in-sync copies, one send at a time for each partition. */
export class EventPublisher implements EventSink {
  private readonly options: EventPublisherOptions;
  private readonly sessions: ProducerSessions;
  private readonly counts: PartitionCounts;
  private readonly queues = new Map<string, PartitionQueue>();
  private queuedBytes = 0;
  private closed = false;

  constructor(
    private readonly settings: EventLogSettings,
    options: Partial<EventPublisherOptions> = {},
  ) {
    this.options = { ...defaults, ...options };
    const kafka = createKafka(settings, { socketFactory: this.options.socketFactory });
    const { GZIP, None } = kafkajs.CompressionTypes;
    this.sessions = new ProducerSessions(kafka, this.options.compression === 'gzip' ? GZIP : None);
    this.counts = new PartitionCounts(settings);
  }

  /** Rejects when no broker answers. publish() connects by itself later, so a caller may go on without. */
  async connect(): Promise<void> {
    await this.sessions.current().ready();
  }

  async publish(events: readonly OutgoingEvent[]): Promise<void> {
    const batteries = events.map(batteryOf);
    const records = events.map((event) => toRecord(event, 0));
    const counts = await this.counts.of(new Set(events.map(({ topic }) => topic))).catch((cause: unknown) => {
      throw notPublished('UNAVAILABLE', records, cause);
    });
    const placed = records.map((record, index) => {
      const { tenantId, topic } = events[index] as OutgoingEvent;
      const spread = this.options.spreadOf(tenantId);
      return {
        ...record,
        partition: partitionFor(tenantId, batteries[index] ?? null, counts.get(topic) ?? 1, spread),
      };
    });
    await this.publishRecords(placed);
  }

  /**
   * The same promise as publish() for records that are made already, for example dead letters.
   * @throws EventsNotPublished, EventTooLarge
   */
  async publishRecords(records: readonly OutgoingRecord[]): Promise<void> {
    if (records.length === 0) return;
    const sizes = records.map(recordBytes);
    const largest = Math.max(...sizes);
    if (largest > maxRecordBytes) throw new EventTooLarge(largest, maxRecordBytes);
    if (this.closed) throw notPublished('CLOSED', records);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    if (this.queuedBytes > 0 && this.queuedBytes + bytes > this.options.maxQueuedBytes) {
      throw notPublished('QUEUE_FULL', records);
    }
    await this.enqueue(records, sizes).finished;
  }

  /** Takes no more, waits for what is under way, closes the connection. */
  async disconnect(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.queues.values()].map((queue) => queue.idle()));
    await this.sessions.close();
  }

  private enqueue(records: readonly OutgoingRecord[], sizes: readonly number[]): Delivery {
    const delivery = new Delivery(this.options.timeoutMilliseconds);
    const byQueue = new Map<PartitionQueue, Parameters<PartitionQueue['add']>[0][number][]>();
    records.forEach((record, place) => {
      const queue = this.queueOf(record);
      const bytes = sizes[place] ?? 0;
      const { key, value, headers } = record;
      const done = (acknowledged: boolean) => {
        this.count(-bytes);
        delivery.settle(place, acknowledged);
      };
      const entry = { message: { key, value, headers: { ...headers } }, bytes, abandoned: false, done };
      this.count(bytes);
      delivery.track(place, entry, queue);
      byQueue.set(queue, [...(byQueue.get(queue) ?? []), entry]);
    });
    for (const [queue, entries] of byQueue) queue.add(entries);
    return delivery;
  }

  private count(bytes: number): void {
    this.queuedBytes += bytes;
    this.settings.observer?.queuedBytes?.(this.queuedBytes);
  }

  private queueOf({ topic, partition }: OutgoingRecord): PartitionQueue {
    const name = `${topic}/${partition}`;
    const known = this.queues.get(name);
    if (known !== undefined) return known;
    const physicalTopic = physicalName(this.settings, topic);
    const { observer } = this.settings;
    const { maxBatchBytes } = this.options;
    const queue = new PartitionQueue({
      physicalTopic,
      partition,
      maxBatchBytes,
      sessions: this.sessions,
      observer,
    });
    this.queues.set(name, queue);
    return queue;
  }
}

const notPublished = (
  reason: NotPublishedReason,
  records: readonly unknown[],
  cause?: unknown,
): EventsNotPublished => new EventsNotPublished(reason, [...records.keys()], { cause });
