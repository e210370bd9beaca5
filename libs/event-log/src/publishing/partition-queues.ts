import type { EventLogSettings } from '../connection/event-log-settings.js';
import { physicalName } from '../connection/physical-names.js';
import { Delivery } from './delivery.js';
import type { OutgoingRecord } from './outgoing-event.js';
import { PartitionQueue, type Waiting } from './partition-queue.js';
import type { ProducerSessions } from './producer-sessions.js';
import { EventsNotPublished, EventTooLarge } from './publishing.errors.js';
import { recordBytes } from './record-bytes.js';

export interface PartitionQueuesOptions {
  readonly timeoutMilliseconds: number;
  readonly maxBatchBytes: number;
  readonly maxQueuedBytes: number;
}

/** The broker refuses a batch over 1 MiB. */
const maxRecordBytes = 900 * 1024;

/** The queues of all partitions, and how many bytes wait in them together. */
export class PartitionQueues {
  private readonly queues = new Map<string, PartitionQueue>();
  private queuedBytes = 0;

  constructor(
    private readonly settings: EventLogSettings,
    private readonly sessions: ProducerSessions,
    private readonly options: PartitionQueuesOptions,
  ) {}

  /**
   * Takes all of the records or none.
   * @throws EventTooLarge, EventsNotPublished when too much waits already
   */
  accept(records: readonly OutgoingRecord[]): Delivery {
    const sizes = records.map(recordBytes);
    const tooLarge = sizes.find((size) => size > maxRecordBytes);
    if (tooLarge !== undefined) throw new EventTooLarge(tooLarge, maxRecordBytes);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    // A call larger than the limit is taken when nothing else waits: refusing it would refuse it for ever.
    if (this.queuedBytes > 0 && this.queuedBytes + bytes > this.options.maxQueuedBytes) {
      throw new EventsNotPublished('QUEUE_FULL', [...records.keys()]);
    }
    return this.enqueue(records, sizes);
  }

  async idle(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.idle()));
  }

  private enqueue(records: readonly OutgoingRecord[], sizes: readonly number[]): Delivery {
    const delivery = new Delivery(this.options.timeoutMilliseconds);
    const byQueue = new Map<PartitionQueue, Waiting[]>();
    records.forEach((record, place) => {
      const queue = this.queueOf(record);
      const entry = this.toWaiting(record, sizes[place] ?? 0, (acknowledged) =>
        delivery.settle(place, acknowledged),
      );
      delivery.track(place, entry, queue);
      const entries = byQueue.get(queue);
      if (entries === undefined) byQueue.set(queue, [entry]);
      else entries.push(entry);
    });
    for (const [queue, entries] of byQueue) queue.add(entries);
    return delivery;
  }

  private toWaiting(record: OutgoingRecord, bytes: number, settle: Waiting['done']): Waiting {
    const { key, value, headers } = record;
    this.count(bytes);
    const done = (acknowledged: boolean) => {
      this.count(-bytes);
      settle(acknowledged);
    };
    return { message: { key, value, headers: { ...headers } }, bytes, abandoned: false, done };
  }

  private count(bytes: number): void {
    this.queuedBytes += bytes;
    this.settings.observer?.queuedBytes?.(this.queuedBytes);
  }

  private queueOf({ topic, partition }: OutgoingRecord): PartitionQueue {
    const name = `${topic}/${partition}`;
    const known = this.queues.get(name);
    if (known !== undefined) return known;
    const { sessions } = this;
    const { maxBatchBytes } = this.options;
    const { observer } = this.settings;
    const physicalTopic = physicalName(this.settings, topic);
    const queue = new PartitionQueue({ physicalTopic, partition, maxBatchBytes, sessions, observer });
    this.queues.set(name, queue);
    return queue;
  }
}
