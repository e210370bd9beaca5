import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EventPublisher, LiveTailReader, ensureTopics, type OutgoingEvent } from '@trackingbms/event-log';
import { testKafka, type TestKafka } from '@trackingbms/event-log/testing';
import {
  decodeEvent,
  eventTypes,
  recordKeys,
  topics,
  type DeviceCommunicationV1,
  type KnownEvent,
} from '@trackingbms/message-contracts';
import { startService, type RunningService } from '@trackingbms/service-kit';
import { testSettings } from '@trackingbms/service-kit/testing';
import { BmsConnectorModule } from './bms-connector.module.js';
import { ConnectorSettings } from './connector-settings.js';
import { eventually } from './testing/eventually.js';
import { batteryEntry, tenantEntry } from './testing/fleet-entries.js';
import { scriptedDevice, type ScriptedDevice } from './testing/scripted-device.js';
import { inTemporaryDirectory } from './testing/temporary-directory.js';

const minute = 60_000;

describe('the connector, between a device and Kafka', () => {
  let kafka: TestKafka;
  let publisher: EventPublisher;
  let tail: LiveTailReader;
  let device: ScriptedDevice;
  let service: RunningService | undefined;
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
    device = await scriptedDevice((_, socket) => void socket.write(':85 {"rPackVoltage_V":52.87}\n'));
  }, minute);
  afterEach(async () => {
    await service?.stop();
    await tail.stop();
    await publisher.disconnect();
    await device.close();
    await kafka.clean();
  }, minute);

  function start(directory: string, over: Record<string, string> = {}): Promise<RunningService> {
    const settings = testSettings(ConnectorSettings, {
      KAFKA_TOPIC_NAMESPACE: kafka.settings.namespace ?? '',
      SPOOL_DIRECTORY: directory,
      ALLOWED_DEVICE_RANGES: '127.0.0.0/8',
      ...over,
    });
    return startService({ name: 'bms-connector', module: BmsConnectorModule, settings });
  }
  const entry = (name: 'TenantEntryV1' | 'BatteryEntryV1', key: string, data: object): OutgoingEvent => ({
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
  const tenant = (over: object = {}) => entry('TenantEntryV1', recordKeys.tenant(1), tenantEntry(over));
  const battery = (over: object = {}) => {
    const bmsConfig = { profile: 'libre-solar-bms', pollIntervalSeconds: 1 };
    const where = { bmsProtocol: 'thingset' as const, bmsPort: device.port, bmsConfig };
    return entry('BatteryEntryV1', recordKeys.fleetBattery(1, 7), batteryEntry({ ...where, ...over }));
  };
  const readings = () => seen.filter(({ type }) => type === eventTypes.ReadingsRecordedV1.type);
  const operations = async (path: string) => fetch(`${service?.operationsUrl}${path}`);

  it(
    'learns the battery from the fleet topic, reads it and publishes what it read',
    () =>
      inTemporaryDirectory(async (directory) => {
        await publisher.publish([tenant(), battery()]);
        service = await start(directory);
        await eventually(() => readings().length >= 2);
        expect(seen[0]).toMatchObject({ type: eventTypes.DeviceConnectedV1.type, data: { batteryId: 7 } });
        expect(readings()[0]).toMatchObject({
          tenantId: 1,
          data: { batteryId: 7, readings: [{ packVoltage: 52.87, operationMode: 'idle' }] },
        });
        const ids = readings().map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect((await operations('/health/ready')).status).toBe(200);
        const metrics = await (await operations('/metrics')).text();
        expect(metrics).toMatch(/connector_polls_total\{profile="libre-solar-bms"\} [1-9]/);
        expect(metrics).toContain('connector_batteries{state="polled"} 1');
        expect(metrics).toContain('connector_spool_bytes 0');
      }),
    minute,
  );

  it(
    'follows the topics while it runs: a suspended tenant is not read',
    () =>
      inTemporaryDirectory(async (directory) => {
        service = await start(directory);
        await publisher.publish([tenant(), battery()]);
        await eventually(() => readings().length >= 1);
        const closed = new Promise<void>((resolve) => {
          device.behaviour = (_, socket) => {
            socket.on('close', () => resolve());
            socket.write(':85 {"rPackVoltage_V":1}\n');
          };
        });
        await eventually(() => readings().length >= 2);
        await publisher.publish([tenant({ version: 2, status: 'suspended' })]);
        await closed;
        expect(await (await operations('/metrics')).text()).toContain(
          'connector_batteries{state="polled"} 0',
        );
      }),
    minute,
  );

  it(
    'counts what a device fails with, and says so with what went well',
    () =>
      inTemporaryDirectory(async (directory) => {
        const well = device.behaviour;
        device.behaviour = (_, socket) => void socket.write('rubbish\n:85 {"rPackV\n');
        await publisher.publish([tenant(), battery()]);
        service = await start(directory, { COMMUNICATION_REPORT_SECONDS: '1' });
        const counted = () =>
          seen
            .filter(({ type }) => type === eventTypes.DeviceCommunicationV1.type)
            .map(({ data }) => data as DeviceCommunicationV1);
        await eventually(() => counted().length >= 1);
        expect(counted()[0]).toMatchObject({ batteryId: 7, readings: 0 });
        expect(Object.keys(counted()[0]?.failures ?? {})).toEqual(['garbled']);
        device.behaviour = well;
        await eventually(() => counted().some((each) => each.readings > 0));
        const good = counted().find((each) => each.readings > 0);
        expect(good?.longestLatencyMilliseconds).toBeGreaterThanOrEqual(
          good?.latencyMilliseconds ?? Infinity,
        );
      }),
    minute,
  );

  it(
    'reaches nothing where the operator allows nothing',
    () =>
      inTemporaryDirectory(async (directory) => {
        await publisher.publish([tenant(), battery()]);
        service = await start(directory, { ALLOWED_DEVICE_RANGES: '' });
        await eventually(() => seen.length >= 1);
        expect(seen[0]).toMatchObject({
          type: eventTypes.DeviceDisconnectedV1.type,
          data: { batteryId: 7, reason: 'configuration' },
        });
        expect(device.connections).toBe(0);
      }),
    minute,
  );

  it('does not start with settings that cannot be right, and names each of them', async () => {
    const wrong = { SPOOL_DIRECTORY: '', ALLOWED_DEVICE_RANGES: '10.0.0.0/40', SPOOL_WHEN_FULL: 'panic' };
    expect(() => start('', wrong)).toThrow(
      /SPOOL_WHEN_FULL[^]*ALLOWED_DEVICE_RANGES|ALLOWED_DEVICE_RANGES[^]*SPOOL_WHEN_FULL/,
    );
    expect(() => start('', wrong)).toThrow(/SPOOL_DIRECTORY/);
  });
});
