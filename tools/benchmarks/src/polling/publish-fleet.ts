import {
  encodeEvent,
  eventTypes,
  recordKeys,
  topics,
  type BatteryEntryV1,
  type TenantEntryV1,
} from '@trackingbms/message-contracts';
import kafkajs, { type Message, type Producer } from 'kafkajs';
import type { DeviceKind } from './device-answers.js';

export interface BenchDevice {
  readonly kind: DeviceKind;
  readonly port: number;
}

const uuid = '0197a000-0000-7000-8000-000000000001';
const devicesOfTenant = 1_000;
const perSend = 500;
const profiles: Readonly<Record<DeviceKind, string>> = {
  modbus: 'pylontech-powercube-m2',
  thingset: 'libre-solar-bms',
};

/** Makes the topics and says the fleet as the services do: tenants of 1,000 batteries each. */
export async function publishFleet(
  brokers: string,
  devices: readonly BenchDevice[],
  intervalSeconds: number,
): Promise<void> {
  const kafka = new kafkajs.Kafka({
    clientId: 'benchmark',
    brokers: [brokers],
    logLevel: kafkajs.logLevel.ERROR,
  });
  await makeTopics(kafka);
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    const tenants = Math.ceil(devices.length / devicesOfTenant);
    await send(
      producer,
      topics.tenants,
      Array.from({ length: tenants }, (_, index) => tenantMessage(index + 1)),
    );
    await send(
      producer,
      topics.fleet,
      devices.map((device, index) => batteryMessage(device, index, intervalSeconds)),
    );
  } finally {
    await producer.disconnect();
  }
}

/** The topics that a connector knows; readings over twelve partitions. */
export async function makeTopics(kafka: kafkajs.Kafka): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  const compacted = { configEntries: [{ name: 'cleanup.policy', value: 'compact' }] };
  await admin.createTopics({
    topics: [
      { topic: topics.tenants, numPartitions: 1, ...compacted },
      { topic: topics.fleet, numPartitions: 3, ...compacted },
      { topic: topics.readings, numPartitions: 12 },
    ],
  });
  await admin.disconnect();
}

export async function send(producer: Producer, topic: string, messages: readonly Message[]): Promise<void> {
  for (let from = 0; from < messages.length; from += perSend) {
    await producer.send({ topic, acks: -1, messages: messages.slice(from, from + perSend) });
  }
}

export function message(type: string, key: string, tenantId: number, data: object): Message {
  const time = new Date().toISOString();
  const { headers, value } = encodeEvent({ id: key, source: '/benchmark', type, time, tenantId, data });
  return { key, value, headers: { ...headers } };
}

export function tenantMessage(tenantId: number): Message {
  const tenant: TenantEntryV1 = {
    tenantId,
    version: 1,
    uuid,
    slug: `bench-${tenantId}`,
    name: `Bench ${tenantId}`,
    industryType: 'batteries',
    status: 'active',
    databaseServer: 'none',
    databaseName: `bench_${tenantId}`,
    schemaVersion: 1,
    timeZone: 'UTC',
    quotas: { maxUsers: 1, maxDevices: devicesOfTenant, maxStorageGb: 1, apiRateLimit: 1 },
    modules: [],
  };
  return message(eventTypes.TenantEntryV1.type, recordKeys.tenant(tenantId), tenantId, tenant);
}

function batteryMessage({ kind, port }: BenchDevice, index: number, pollIntervalSeconds: number): Message {
  const tenantId = 1 + Math.floor(index / devicesOfTenant);
  const batteryId = 1 + (index % devicesOfTenant);
  const battery: BatteryEntryV1 = {
    batteryId,
    version: 1,
    uuid,
    serialNumber: `BENCH-${batteryId}`,
    name: `Bench ${batteryId}`,
    batteryTypeId: 1,
    locationId: 1,
    status: 'operational',
    isActive: true,
    bmsIpAddress: '127.0.0.1',
    bmsPort: port,
    bmsProtocol: kind,
    bmsConfig: { profile: profiles[kind], pollIntervalSeconds },
    alertsEnabled: false,
    criticalAlertsOnly: false,
  };
  return message(
    eventTypes.BatteryEntryV1.type,
    recordKeys.fleetBattery(tenantId, batteryId),
    tenantId,
    battery,
  );
}
