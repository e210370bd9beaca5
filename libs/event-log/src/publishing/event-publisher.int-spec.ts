import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topics } from '@trackingbms/message-contracts';
import kafkajs from 'kafkajs';
import type { Socket } from 'node:net';
import { createKafka } from '../connection/create-kafka.js';
import { physicalName } from '../connection/physical-names.js';
import { breakingSockets } from '../testing/breaking-sockets.js';
import { readTopic } from '../testing/read-topic.js';
import { deviceConnected } from '../testing/sample-events.js';
import { testKafka, type TestKafka } from '../testing/test-kafka.js';
import { ensureTopics } from '../topics/ensure-topics.js';
import { EventPublisher } from './event-publisher.js';

let kafka: TestKafka;
const sockets = new Set<Socket>();

beforeAll(async () => {
  kafka = testKafka();
  await ensureTopics(kafka.settings, { topics: [topics.readings, topics.fleetEvents] });
});
afterAll(async () => {
  // The bare client leaves the connection open that it made anew.
  for (const socket of sockets) socket.destroy();
  await kafka.clean();
});

/** Loses the answer to the Produce request of each given number and breaks its connection. */
function losingAnswers(...numbers: number[]) {
  let answers = 0;
  return breakingSockets({
    sockets,
    onAnswer: ({ breakConnection }) => {
      answers += 1;
      if (!numbers.includes(answers)) return true;
      breakConnection();
      return false;
    },
  });
}

const ids = async (topic = topics.readings as Parameters<typeof readTopic>[1]) =>
  (await readTopic(kafka.settings, topic)).map(({ headers }) => headers.ce_id);

describe('a lost answer while two events go to one partition', () => {
  it('makes the bare client acknowledge an event that is not in the log', async () => {
    const bare = createKafka(kafka.settings, { socketFactory: losingAnswers(1) }).producer({
      idempotent: true,
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    });
    await bare.connect();
    const topic = physicalName(kafka.settings, topics.fleetEvents);
    const send = (id: string) =>
      bare.send({ topic, messages: [{ partition: 0, value: id, headers: { ce_id: id } }] });
    await expect(Promise.all([send('first'), send('second')])).resolves.toHaveLength(2);
    await bare.disconnect();
    expect(new Set(await ids(topics.fleetEvents)).size).toBe(1);
  });

  it('loses and doubles nothing through the publisher, and keeps the order', async () => {
    const publisher = new EventPublisher(kafka.settings, { socketFactory: losingAnswers(1, 3, 4) });
    const sent: string[] = [];
    for (let wave = 0; wave < 6; wave += 1) {
      const named = Array.from({ length: 10 }, (_, index) => `event-${wave}-${index}`);
      sent.push(...named);
      // The others of a wave are still under way when the next one comes.
      const [first] = named.map((id) => publisher.publish([deviceConnected(7, 1, id)]));
      await first;
    }
    await publisher.disconnect();
    expect(await ids()).toEqual(sent);
  });
});
