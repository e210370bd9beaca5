import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeviceProfiles } from '@trackingbms/device-profiles';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import { EventPublisher, LiveTailReader, ensureTopics } from '@trackingbms/event-log';
import { testKafka, type TestKafka } from '@trackingbms/event-log/testing';
import { topics } from '@trackingbms/message-contracts';
import { connectAsync, type MqttClient } from 'mqtt';
import { eventually } from '../../testing/eventually.js';
import { batteryEntry, pollRules, tenantEntry } from '../../testing/fleet-entries.js';
import { KafkaPartition } from '../../testing/kafka-partition.js';
import { PrivateMosquitto } from '../../testing/private-mosquitto.js';
import { AcceptReadings } from '../accept-readings.js';
import { BrokerLink } from './broker-link.js';
import { TakeMessage } from './take-message.js';

const window = 8;
const time = (second: number) => new Date(Date.UTC(2026, 0, 1) + 1_000 * second).toISOString();
const sender = { tenantId: 1, batteryId: 7, deviceCredentialId: 3, bmsId: 'BMS-7' };
const known = {
  tenantId: 1,
  battery: batteryEntry({ bmsIpAddress: undefined, bmsConfig: {} }),
  type: undefined,
  tenant: tenantEntry(),
};

describe('while Kafka is away', () => {
  let kafka: TestKafka;
  let network: KafkaPartition;
  let publisher: EventPublisher;
  let tail: LiveTailReader;
  let broker: PrivateMosquitto;
  let device: MqttClient;
  let links: BrokerLink[];
  let finished: number;
  let delays: number;
  const stored: string[] = [];

  beforeEach(async () => {
    [links, finished, delays] = [[], 0, 0];
    stored.length = 0;
    kafka = testKafka();
    await ensureTopics(kafka.settings);
    network = new KafkaPartition();
    const options = { timeoutMilliseconds: 500, socketFactory: network.socketFactory };
    publisher = new EventPublisher(kafka.settings, options);
    tail = new LiveTailReader(kafka.settings, {
      topics: [topics.readings],
      onRecord: (_, { value }) => {
        const { readings } = JSON.parse(String(value)) as { readings?: { timestamp: string }[] };
        stored.push(...(readings ?? []).map(({ timestamp }) => timestamp));
      },
    });
    await tail.start();
    broker = await PrivateMosquitto.start();
    device = await connectAsync(broker.url, { protocolVersion: 5 });
  }, 60_000);
  afterEach(async () => {
    await Promise.all(links.map((link) => link.stop()));
    await device.endAsync(true);
    await broker.remove();
    await publisher.disconnect();
    await tail.stop();
    await kafka.clean();
  }, 60_000);

  async function connector(): Promise<BrokerLink> {
    const profiles = new DeviceProfiles([shippedProfile('trackingbms-json.v1.yaml')]);
    const messages = new TakeMessage({
      senders: { areKnown: true, find: () => sender },
      readings: new AcceptReadings({
        rules: {
          findProfile: (_, reference) => profiles.find(reference),
          checkConnection: pollRules().checkConnection,
        },
        find: () => known,
        sink: publisher,
        communication: { read: () => undefined, failed: () => undefined },
        readingsPerMinute: 600,
      }),
      isQosZeroOfNow: false,
      observer: {
        done: () => (finished += 1),
        misspoke: () => undefined,
        delayed: () => (delays += 1),
        broken: () => undefined,
      },
    });
    let isUp = false;
    const link = new BrokerLink(
      { url: broker.url, clientId: 'connector' },
      { window, largestPacket: 64 * 1024, keepAlive: 30, farewell: 100 },
      messages.handle,
      { subscribed: () => (isUp = true), lost: () => undefined },
    );
    links.push(link);
    link.start();
    await eventually(() => isUp);
    return link;
  }
  const push = (second: number) =>
    device.publishAsync(
      'tbms/1/BMS-7/telemetry',
      JSON.stringify({ timestamp: time(second), packVoltage: 52 }),
      {
        qos: 1,
        properties: { userProperties: { authorization: 'Bearer tbdev_0123456789abcdef' } },
      },
    );
  const seconds = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
  const firstSeen = () => [...new Set(stored)];

  it('the broker keeps what came, and all of it comes in order once Kafka is back', async () => {
    await connector();
    await push(0);
    await eventually(() => stored.length === 1);
    network.cut();
    for (const second of seconds(1, 5 * window)) await push(second);
    await eventually(() => delays > 0);
    expect(finished).toBe(1);
    network.mend();
    await eventually(() => firstSeen().length === 5 * window);
    expect(firstSeen()).toEqual(seconds(0, 5 * window).map(time));
  }, 60_000);

  it('a connector that ends has acknowledged nothing, and the next one gets all of it', async () => {
    const first = await connector();
    network.cut();
    for (const second of seconds(0, 2 * window)) await push(second);
    await eventually(() => delays > 0);
    await first.stop();
    expect(finished).toBe(0);
    network.mend();
    await connector();
    await eventually(() => firstSeen().length === 2 * window);
    expect(firstSeen()).toEqual(seconds(0, 2 * window).map(time));
  }, 60_000);
});
