import kafkajs from 'kafkajs';
import { encodeEvent, eventTypes, recordKeys, topics } from '@trackingbms/message-contracts';
import { benchReading } from './bench-reading.js';

export interface Fleet {
  readonly tenantId: number;
  readonly batteryIds: readonly number[];
}

const perSend = 500;
const millisecondsBetween = 1_000;

/** Puts `count` readings into the topic, spread evenly over the fleets' batteries, each tenant on one partition. */
export async function fillTopic(
  brokers: string,
  fleets: readonly Fleet[],
  count: number,
  from: number,
): Promise<number> {
  const kafka = new kafkajs.Kafka({
    clientId: 'benchmark',
    brokers: [brokers],
    logLevel: kafkajs.logLevel.ERROR,
  });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  let bytes = 0;
  const perFleet = Math.floor(count / fleets.length);
  for (const [index, fleet] of fleets.entries()) {
    const partition = index % 12;
    for (let sent = 0; sent < perFleet; sent += perSend) {
      const messages = Array.from({ length: Math.min(perSend, perFleet - sent) }, (_, offset) =>
        message(fleet, sent + offset, from),
      );
      bytes += messages.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
      await producer.send({
        topic: topics.readings,
        acks: -1,
        messages: messages.map((one) => ({ ...one, partition })),
      });
    }
  }
  await producer.disconnect();
  return Math.round(bytes / (perFleet * fleets.length));
}

function message({ tenantId, batteryIds }: Fleet, number: number, from: number) {
  const round = Math.floor(number / batteryIds.length);
  const batteryId = batteryIds[number % batteryIds.length] ?? 0;
  const reading = benchReading(batteryId, round, from + round * millisecondsBetween);
  const { headers, value } = encodeEvent({
    id: `${tenantId}-${batteryId}-${reading.timestamp}`,
    source: '/benchmark',
    type: eventTypes.ReadingsRecordedV1.type,
    time: reading.timestamp,
    tenantId,
    data: { batteryId, readings: [reading] },
  });
  return { key: recordKeys.battery(tenantId, batteryId), value, headers: { ...headers } };
}
