import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventTypes, topics } from '@trackingbms/message-contracts';
import kafkajs from 'kafkajs';
import type { Socket } from 'node:net';
import { createKafka } from '../connection/create-kafka.js';
import { physicalName } from '../connection/physical-names.js';
import { breakingSockets } from '../testing/breaking-sockets.js';
import { readTopic } from '../testing/read-topic.js';
import { deviceConnected, locationEntry } from '../testing/sample-events.js';
import { testKafka, type TestKafka } from '../testing/test-kafka.js';
import { ensureTopics } from '../topics/ensure-topics.js';
import type { OutgoingEvent } from './outgoing-event.js';
import { EventPublisher, type EventPublisherOptions } from './event-publisher.js';

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

const batteryCommissioned = (tenantId: number): OutgoingEvent => ({
  ...deviceConnected(tenantId, 1),
  topic: topics.fleetEvents,
  type: eventTypes.BatteryCommissionedV1.type,
  data: { batteryId: 1, version: 2, commissionedAt: '2025-03-01T12:00:00.000Z' },
});

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

describe('publishing', () => {
  const publishing = async (
    options: Partial<EventPublisherOptions>,
    work: (publisher: EventPublisher) => Promise<void>,
  ) => {
    const publisher = new EventPublisher(kafka.settings, options);
    await work(publisher);
    await publisher.disconnect();
  };

  it('refuses more than may wait, and takes it once there is room', () =>
    publishing({ maxQueuedBytes: 600 }, async (publisher) => {
      await publisher.publish([deviceConnected(8, 1)]);
      const first = publisher.publish([deviceConnected(8, 1)]);
      const second = publisher.publish([deviceConnected(8, 1), deviceConnected(8, 1)]);
      await expect(second).rejects.toMatchObject({
        reason: 'QUEUE_FULL',
        transient: true,
        unpublished: [0, 1],
      });
      await first;
      await publisher.publish([deviceConnected(8, 1), deviceConnected(8, 1)]);
    }));

  it('refuses what the broker would never take, without sending it', () =>
    publishing({}, async (publisher) => {
      const value = Buffer.alloc(1024 * 1024);
      const record = { topic: topics.readings, partition: 9, key: '9/1', value, headers: {} };
      await expect(publisher.publishRecords([record])).rejects.toMatchObject({
        code: 'EVENT.TOO_LARGE',
        transient: false,
      });
    }));

  it('says that a topic is not there', () =>
    publishing({}, async (publisher) => {
      const refused = publisher.publish([locationEntry(8, 1, 1)]);
      await expect(refused).rejects.toMatchObject({ reason: 'UNAVAILABLE', transient: true });
    }));

  it('refuses an event on a topic of others, or without the battery it is to be placed by', () =>
    publishing({}, async (publisher) => {
      const elsewhere = { ...deviceConnected(8, 1), topic: topics.alerts };
      await expect(publisher.publish([elsewhere])).rejects.toMatchObject({
        code: 'EVENT.NOT_VALID',
        field: 'topic',
      });
      const keyless = { ...deviceConnected(8, 1), key: '8' };
      await expect(publisher.publish([keyless])).rejects.toMatchObject({
        code: 'EVENT.NOT_VALID',
        field: 'key',
      });
    }));

  it('ends with what was asked before, and takes nothing more', async () => {
    const publisher = new EventPublisher(kafka.settings);
    const last = publisher.publish([deviceConnected(8, 1, 'last')]);
    await publisher.disconnect();
    await last;
    await expect(publisher.publish([deviceConnected(8, 1)])).rejects.toMatchObject({ reason: 'CLOSED' });
    expect(await ids()).toContain('last');
  });

  it('is not overtaken by a later call while it asks about another topic', () =>
    publishing({}, async (publisher) => {
      await publisher.publish([deviceConnected(10, 1, 'known')]);
      const first = publisher.publish([deviceConnected(10, 1, 'first'), batteryCommissioned(10)]);
      const second = publisher.publish([deviceConnected(10, 1, 'second')]);
      await Promise.all([first, second]);
      const order = (await ids()).filter((id) => ['known', 'first', 'second'].includes(id ?? ''));
      expect(order).toEqual(['known', 'first', 'second']);
    }));

  it('compresses where that is asked for', () =>
    publishing({ compression: 'gzip' }, async (publisher) => {
      await publisher.publish([deviceConnected(8, 1, 'compressed')]);
      expect(await ids()).toContain('compressed');
    }));

  it('counts what is on its way', async () => {
    const counted: number[] = [];
    const sent: number[] = [];
    const observer = {
      queuedBytes: (bytes: number) => counted.push(bytes),
      published: ({ events }: { events: number }) => sent.push(events),
    };
    const publisher = new EventPublisher({ ...kafka.settings, observer });
    await publisher.publish([deviceConnected(8, 1), deviceConnected(8, 2)]);
    await publisher.disconnect();
    expect(Math.max(...counted)).toBeGreaterThan(0);
    expect(counted.at(-1)).toBe(0);
    expect(sent).toEqual([2]);
  });
});
