import { createHash } from 'node:crypto';
import {
  eventTypes,
  recordKeys,
  topics,
  type BatteryEntryV1,
  type DeviceCredentialEntryV1,
} from '@trackingbms/message-contracts';
import type { Kafka, Message } from 'kafkajs';
import { makeTopics, message, send, tenantMessage } from '../polling/publish-fleet.js';

/** Who pushes: a battery of one of the tenants, and its secret. */
export interface Pusher {
  readonly tenantId: number;
  readonly batteryId: number;
  readonly secret: string;
}

const tenants = 12;
const batteriesOfTenant = 16;
const uuid = '0197a000-0000-7000-8000-000000000001';

export const pushers: readonly Pusher[] = Array.from({ length: tenants * batteriesOfTenant }, (_, index) => ({
  tenantId: 1 + (index % tenants),
  batteryId: 1 + Math.floor(index / tenants),
  secret: `tbdev_benchmark-of-pushes-${index}`,
}));

/** Says the tenants, their batteries and the hashes of their credentials as the services do. */
export async function publishPushers(kafka: Kafka): Promise<void> {
  await makeTopics(kafka);
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    const everyTenant = Array.from({ length: tenants }, (_, index) => tenantMessage(index + 1));
    await send(producer, topics.tenants, everyTenant);
    await send(producer, topics.fleet, pushers.map(batteryMessage));
    await send(producer, topics.fleet, pushers.map(credentialMessage));
  } finally {
    await producer.disconnect();
  }
}

function batteryMessage({ tenantId, batteryId }: Pusher): Message {
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
    bmsPort: 80,
    bmsProtocol: 'thingset',
    bmsConfig: { profile: 'trackingbms-json' },
    alertsEnabled: false,
    criticalAlertsOnly: false,
  };
  const key = recordKeys.fleetBattery(tenantId, batteryId);
  return message(eventTypes.BatteryEntryV1.type, key, tenantId, battery);
}

function credentialMessage({ tenantId, batteryId, secret }: Pusher): Message {
  const credential: DeviceCredentialEntryV1 = {
    deviceCredentialId: batteryId,
    version: 1,
    batteryId,
    secretHash: createHash('sha256').update(secret).digest('hex'),
    isRevoked: false,
  };
  const key = recordKeys.fleetDeviceCredential(tenantId, batteryId);
  return message(eventTypes.DeviceCredentialEntryV1.type, key, tenantId, credential);
}
