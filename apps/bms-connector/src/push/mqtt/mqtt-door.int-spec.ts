import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EventPublisher, LiveTailReader, ensureTopics, type OutgoingEvent } from '@trackingbms/event-log';
import { testKafka, type TestKafka } from '@trackingbms/event-log/testing';
import {
  decodeEvent,
  eventTypes,
  recordKeys,
  topics,
  type KnownEvent,
  type ReadingsRecordedV1,
} from '@trackingbms/message-contracts';
import { startService, type RunningService } from '@trackingbms/service-kit';
import { testSettings } from '@trackingbms/service-kit/testing';
import { connectAsync, type IClientPublishOptions, type MqttClient } from 'mqtt';
import { BmsConnectorModule } from '../../bms-connector.module.js';
import { ConnectorSettings } from '../../connector-settings.js';
import { eventually, eventuallyAsync } from '../../testing/eventually.js';
import { batteryEntry, tenantEntry } from '../../testing/fleet-entries.js';
import { PrivateMosquitto } from '../../testing/private-mosquitto.js';
import { temporaryDirectories } from '../../testing/temporary-directory.js';

const minute = 60_000;
const secret = 'tbdev_a-secret-of-battery-7';
const otherSecret = 'tbdev_a-secret-of-battery-8';
const topic = 'tbms/1/BMS-7/telemetry';
const at = (second: number): string => new Date(Date.UTC(2026, 0, 1) + 1_000 * second).toISOString();
const reading = (second: number, packVoltage: number | null = 50 + second) => ({
  timestamp: at(second),
  packVoltage,
});
const shown = (text: string, more: object = {}): IClientPublishOptions => ({
  qos: 1,
  properties: { userProperties: { authorization: `Bearer ${text}` }, ...more },
});

describe('readings that come over MQTT', () => {
  const directories = temporaryDirectories();
  let kafka: TestKafka;
  let publisher: EventPublisher;
  let tail: LiveTailReader;
  let broker: PrivateMosquitto;
  let device: MqttClient;
  let oldDevice: MqttClient;
  const services: RunningService[] = [];
  const seen: KnownEvent[] = [];

  beforeEach(async () => {
    seen.length = 0;
    kafka = testKafka();
    await ensureTopics(kafka.settings);
    publisher = new EventPublisher(kafka.settings);
    tail = new LiveTailReader(kafka.settings, {
      topics: [topics.readings],
      onRecord: (_, record) => {
        const decoded = decodeEvent(record);
        if (decoded.ok) seen.push(decoded.event);
      },
    });
    await tail.start();
    broker = await PrivateMosquitto.start();
    device = await connectAsync(broker.url, { protocolVersion: 5 });
    oldDevice = await connectAsync(broker.url, { protocolVersion: 4 });
    await publisher.publish([
      entry('TenantEntryV1', recordKeys.tenant(1), tenantEntry()),
      battery(7, 'BMS-7'),
      battery(8),
      credential(7, secret),
      credential(8, otherSecret),
    ]);
  }, minute);
  afterEach(async () => {
    await Promise.all([device.endAsync(true), oldDevice.endAsync(true)]);
    await Promise.all(services.splice(0).map((service) => service.stop()));
    await broker.remove();
    await tail.stop();
    await publisher.disconnect();
    await kafka.clean();
    await directories.remove();
  }, minute);

  const entry = (
    name: 'TenantEntryV1' | 'BatteryEntryV1' | 'DeviceCredentialEntryV1',
    key: string,
    data: object,
  ): OutgoingEvent => ({
    topic: eventTypes[name].topic,
    key,
    tenantId: 1,
    partitionBy: 'tenant',
    id: `${key}/${Math.random()}`,
    type: eventTypes[name].type,
    source: '/test',
    time: new Date().toISOString(),
    data,
  });
  const battery = (batteryId: number, bmsId?: string) =>
    entry(
      'BatteryEntryV1',
      recordKeys.fleetBattery(1, batteryId),
      batteryEntry({ batteryId, bmsId, bmsIpAddress: undefined, bmsConfig: { profile: 'trackingbms-json' } }),
    );
  const credential = (batteryId: number, text: string, over: object = {}) =>
    entry('DeviceCredentialEntryV1', recordKeys.fleetDeviceCredential(1, batteryId), {
      deviceCredentialId: batteryId,
      version: 1,
      batteryId,
      secretHash: createHash('sha256').update(text).digest('hex'),
      isRevoked: false,
      ...over,
    });

  async function start(clientId: string, over: Record<string, string> = {}): Promise<RunningService> {
    const settings = testSettings(ConnectorSettings, {
      KAFKA_TOPIC_NAMESPACE: kafka.settings.namespace ?? '',
      SPOOL_DIRECTORY: await directories.make(),
      MQTT_URL: broker.url,
      MQTT_CLIENT_ID: clientId,
      ...over,
    });
    const service = await startService({ name: 'bms-connector', module: BmsConnectorModule, settings });
    services.push(service);
    await eventuallyAsync(async () => (await metricsOf(service)).includes('connector_mqtt_connected 1'));
    await eventuallyAsync(async () => (await fetch(`${service.operationsUrl}/health/ready`)).ok);
    return service;
  }
  const metricsOf = async ({ operationsUrl }: RunningService) =>
    (await fetch(`${operationsUrl}/metrics`)).text();
  const counted = async (service: RunningService, outcome: string): Promise<number> => {
    const [, count] =
      new RegExp(`^connector_mqtt_messages_total\\{outcome="${outcome}"\\} (\\d+)$`, 'm').exec(
        await metricsOf(service),
      ) ?? [];
    return Number(count ?? 0);
  };
  /** Battery, time and voltage of every reading on the topic, in the order of its coming. */
  const stored = () =>
    seen
      .filter(({ type }) => type === eventTypes.ReadingsRecordedV1.type)
      .flatMap(({ data }) => {
        const { batteryId, readings } = data as ReadingsRecordedV1;
        return readings.map(({ timestamp, packVoltage }) => `${batteryId} ${timestamp} ${packVoltage}`);
      });
  const line = (second: number, batteryId = 7) => `${batteryId} ${at(second)} ${50 + second}`;
  const push = (body: unknown, options: IClientPublishOptions = shown(secret), where = topic) =>
    device.publishAsync(where, typeof body === 'string' ? body : JSON.stringify(body), options);

  it(
    'are published, one or many in a message, in every way in which they may be written',
    async () => {
      await start('one');
      await push(reading(1));
      await push([reading(2), reading(3)]);
      await push(`${JSON.stringify(reading(4))}\n${JSON.stringify(reading(5))}\n`, {
        ...shown(secret, { contentType: 'application/x-ndjson' }),
      });
      await device.publishAsync(topic, gzipSync(JSON.stringify(reading(6))), packedOf(secret));
      const envelope = JSON.stringify({ credential: otherSecret, readings: [reading(7)] });
      await oldDevice.publishAsync('tbms/1/8/telemetry', envelope, { qos: 1 });
      await eventually(() => stored().length >= 7);
      expect(stored().sort()).toEqual([...[1, 2, 3, 4, 5, 6].map((each) => line(each)), line(7, 8)]);
    },
    minute,
  );

  const packedOf = (text: string) =>
    shown(text, { userProperties: { authorization: `Bearer ${text}`, 'content-encoding': 'gzip' } });

  it(
    'are refused, counted by kind, acknowledged and never stored when something is wrong with them',
    async () => {
      const service = await start('one');
      await push(reading(1), shown('tbdev_nobody-has-this-one'));
      await push(reading(1), { qos: 1 });
      await push(reading(1), shown(otherSecret));
      await push(reading(1), shown(secret), 'tbms/2/BMS-7/telemetry');
      await push({ ...reading(1), batteryId: 8 });
      await push('{"packVoltage":');
      await push(reading(1), packedOf(secret));
      await push('42');
      await push({ packVoltage: 50 });
      await push(' '.repeat(260 * 1024));
      await push(reading(2));
      await eventually(() => stored().length >= 1);
      await eventuallyAsync(async () => (await counted(service, 'accepted')) === 1);
      const kinds = [
        'wrong-credential',
        'wrong-topic',
        'other-battery',
        'malformed',
        'not-a-reading',
        'nothing-kept',
        'too-large',
      ];
      const counts = await Promise.all(kinds.map((kind) => counted(service, kind)));
      expect(counts).toEqual([2, 2, 1, 2, 1, 1, 1]);
      await service.stop();
      services.length = 0;
      // What was acknowledged does not come again.
      const next = await start('one');
      await push(reading(3));
      await eventually(() => stored().length >= 2);
      const again = await Promise.all(kinds.map((kind) => counted(next, kind)));
      expect(again).toEqual(kinds.map(() => 0));
      expect(stored()).toEqual([line(2), line(3)]);
    },
    minute,
  );

  it(
    'are refused soon after their credential was revoked',
    async () => {
      const service = await start('one');
      await push(reading(1));
      await eventually(() => stored().length === 1);
      await publisher.publish([credential(7, secret, { version: 2, isRevoked: true })]);
      let second = 1;
      await eventuallyAsync(async () => {
        await push(reading((second += 1)));
        return (await counted(service, 'wrong-credential')) > 0;
      });
      const before = stored().length;
      await push(reading((second += 1)));
      await push(reading((second += 1)), shown(otherSecret), 'tbms/1/8/telemetry');
      await eventually(() => stored().includes(line(second, 8)));
      expect(stored().filter((each) => each.startsWith('7 '))).toHaveLength(before);
    },
    minute,
  );

  it(
    'that the broker kept while no connector was there come once it is, each once',
    async () => {
      const first = await start('one');
      await first.stop();
      services.length = 0;
      for (const second of [1, 2, 3]) await push(reading(second));
      await broker.stop();
      await broker.restart();
      await start('one');
      await eventually(() => stored().length >= 3);
      await eventuallyAsync(() =>
        push(reading(4)).then(
          () => true,
          () => false,
        ),
      );
      await eventually(() => stored().includes(line(4)));
      expect(stored()).toEqual([1, 2, 3, 4].map((each) => line(each)));
    },
    minute,
  );

  it(
    'that are retained change nothing when they come again',
    async () => {
      await start('one');
      await push(reading(1), { ...shown(secret), retain: true });
      await push({ packVoltage: 50 }, { ...shown(secret), qos: 0, retain: true });
      await push(reading(2));
      await eventually(() => stored().includes(line(2)));
      await broker.stop();
      await broker.restart();
      await eventuallyAsync(() =>
        push(reading(3)).then(
          () => true,
          () => false,
        ),
      );
      await eventually(() => stored().includes(line(3)));
      expect(new Set(stored())).toEqual(new Set([1, 2, 3].map((each) => line(each))));
      const ids = seen.filter(({ type }) => type === eventTypes.ReadingsRecordedV1.type).map(({ id }) => id);
      expect(new Set(ids).size).toBe(new Set(stored()).size);
    },
    minute,
  );

  it(
    'that say no time are of their arrival where the operator says that QoS 0 is of now, and only then',
    async () => {
      const service = await start('one', { MQTT_UNTIMED: 'qos0' });
      const before = Date.now();
      await push({ packVoltage: 50 }, { ...shown(secret), qos: 0 });
      await push({ packVoltage: 51 });
      await eventually(() => stored().length === 1);
      await eventuallyAsync(async () => (await counted(service, 'nothing-kept')) === 1);
      const [, timestamp = '', voltage] = stored()[0]?.split(' ') ?? [];
      expect(voltage).toBe('50');
      expect(Date.parse(timestamp)).toBeGreaterThanOrEqual(before);
      expect(Date.parse(timestamp)).toBeLessThanOrEqual(Date.now());
    },
    minute,
  );

  it(
    'go to one of two connectors, and to the other when that one is gone for a moment',
    async () => {
      const [one, two] = [await start('one'), await start('two')];
      const seconds = Array.from({ length: 40 }, (_, index) => index + 1);
      for (const second of seconds) await push(reading(second));
      await eventually(() => new Set(stored()).size === seconds.length);
      expect(stored()).toHaveLength(seconds.length);
      for (const each of [one, two]) expect(await counted(each, 'accepted')).toBeGreaterThan(0);
    },
    minute,
  );
});
