import type { Kafka } from 'kafkajs';
import type { RecordedEvent } from './recorded-events.js';

export interface PlainRate {
  /** Of the wall clock. */
  readonly seconds: number;
  /** Of one core. */
  readonly processorSeconds: number;
}

/** Like the readings topic, and nobody else's. */
const topic = 'benchmark-again';
const partitions = 12;

export async function makeTopicForAgain(kafka: Kafka): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: partitions }] });
  await admin.disconnect();
}

/** Below what a broker takes in one batch. */
const mostBytes = 512 * 1024;

/**
 * The same bytes by the bare client, acknowledged by all in-sync copies: sends of as many records as the connector had
 * requests under way, one send after the other. Nothing else may run in this process meanwhile.
 */
export async function produceAgain(
  kafka: Kafka,
  events: readonly RecordedEvent[],
  perSend: number,
): Promise<PlainRate> {
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    const portions = portionsOf(events, perSend);
    const [begin, before] = [performance.now(), process.cpuUsage()];
    for (const messages of portions) await producer.send({ topic, acks: -1, messages });
    const { user, system } = process.cpuUsage(before);
    return { seconds: (performance.now() - begin) / 1_000, processorSeconds: (user + system) / 1e6 };
  } finally {
    await producer.disconnect();
  }
}

export function portionsOf(events: readonly RecordedEvent[], most: number): RecordedEvent[][] {
  const portions: RecordedEvent[][] = [];
  let bytes = Infinity;
  for (const event of events) {
    bytes += event.value.length;
    if (bytes > mostBytes || portions.at(-1)?.length === most) {
      portions.push([]);
      bytes = event.value.length;
    }
    portions.at(-1)?.push(event);
  }
  return portions;
}
