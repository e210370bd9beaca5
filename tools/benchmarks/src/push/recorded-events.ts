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
  private events: RecordedEvent[] = [];

  private constructor(private readonly consumer: Consumer) {}

  static async follow(kafka: Kafka): Promise<RecordedEvents> {
    const consumer = kafka.consumer({ groupId: 'benchmark-push' });
    const recorded = new RecordedEvents(consumer);
    await consumer.connect();
    await consumer.subscribe({ topic: topics.readings, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message: { key, value, headers } }) => {
        if (value && String(headers?.['ce_type']).includes(readingsRecorded))
          recorded.events.push({ key, value, headers, partition });
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
    for (const end = Date.now() + longestWait; this.events.length < count;) {
      if (Date.now() > end)
        throw new Error(`${this.events.length} of ${count} accepted pushes are on the topic`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (this.events.length > count) throw new Error('there are more records than there were pushes');
    return this.events.splice(0);
  }

  stop(): Promise<void> {
    return this.consumer.disconnect();
  }
}
