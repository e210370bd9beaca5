import { randomUUID } from 'node:crypto';
import kafkajs, { type KafkaMessage } from 'kafkajs';

/** Reads a topic from its beginning until a record fits. */
export async function findRecord(
  brokers: string,
  topic: string,
  fits: (message: KafkaMessage) => boolean,
): Promise<KafkaMessage> {
  const kafka = new kafkajs.Kafka({
    clientId: 'watching',
    brokers: [brokers],
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const consumer = kafka.consumer({ groupId: `watching-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  try {
    return await new Promise<KafkaMessage>((resolve, reject) => {
      const eachMessage = async ({ message }: { message: KafkaMessage }): Promise<void> => {
        if (fits(message)) resolve(message);
      };
      consumer.run({ eachMessage }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}
