import { topics } from '@trackingbms/message-contracts';
import type { Consumer, Kafka, Message } from 'kafkajs';

/** A record as the connector published it. */
export interface RecordedEvent extends Message {
  readonly key: Buffer | null;
  readonly value: Buffer;
  readonly partition: number;
}

const longestWait = 60_000;
const readingsRecorded = 'ReadingsRecorded';

/** Follows the readings topic, so that each run can take the very records that it made. */
export class RecordedEvents {
  /** By their ids: what was sent again may be there twice. */
  private readonly events = new Map<string, RecordedEvent>();

  private constructor(private readonly consumer: Consumer) {}

  static async follow(kafka: Kafka): Promise<RecordedEvents> {
    const consumer = kafka.consumer({ groupId: 'benchmark-push' });
    const recorded = new RecordedEvents(consumer);
    await consumer.connect();
    await consumer.subscribe({ topic: topics.readings, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message: { key, value, headers } }) => {
        if (value && String(headers?.['ce_type']).includes(readingsRecorded))
          recorded.events.set(String(headers?.['ce_id']), { key, value, headers, partition });
      },
    });
    return recorded;
  }

  /** Reading them must not take processor time from what is measured. */
  pause(): void {
    this.consumer.pause([{ topic: topics.readings }]);
  }

  /** The next so many records; rejects when they are not there in time: an accepted reading must be on the topic. */
  async take(count: number): Promise<RecordedEvent[]> {
    this.consumer.resume([{ topic: topics.readings }]);
    for (const end = Date.now() + longestWait; this.events.size < count;) {
      if (Date.now() > end)
        throw new Error(`${this.events.size} of ${count} accepted pushes are on the topic`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (this.events.size > count) throw new Error('there are more records than there were pushes');
    const events = [...this.events.values()];
    this.events.clear();
    return events;
  }

  stop(): Promise<void> {
    return this.consumer.disconnect();
  }
}
