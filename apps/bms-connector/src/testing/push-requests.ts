import { createHash } from 'node:crypto';
import type { OutgoingEvent } from '@trackingbms/event-log';
import { eventTypes, recordKeys } from '@trackingbms/message-contracts';
import type { RunningService } from '@trackingbms/service-kit';
import { batteryEntry, tenantEntry } from './fleet-entries.js';

/** The secret of the battery's device in these tests. */
export const secretOf = (batteryId: number) => `tbdev_${String(batteryId).padStart(32, '0')}`;

const event = (name: keyof typeof eventTypes, key: string, data: object): OutgoingEvent => ({
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
export const pushTenant = event('TenantEntryV1', recordKeys.tenant(1), tenantEntry());
export const pushBattery = (batteryId: number, over: object = {}) =>
  event(
    'BatteryEntryV1',
    recordKeys.fleetBattery(1, batteryId),
    batteryEntry({ batteryId, bmsIpAddress: undefined, bmsConfig: {}, ...over }),
  );
export const pushCredential = (batteryId: number, over: object = {}) =>
  event('DeviceCredentialEntryV1', recordKeys.fleetDeviceCredential(1, batteryId), {
    deviceCredentialId: batteryId,
    version: 1,
    batteryId,
    secretHash: createHash('sha256').update(secretOf(batteryId)).digest('hex'),
    isRevoked: false,
    ...over,
  });

export const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();
/** So many readings, a second apart, the newest so many seconds ago. */
export const series = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ timestamp: ago(from + index), packVoltage: 52 }));

interface Sent {
  readonly secret?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Posts to `/v1/ingest` as the device of battery 7, or as somebody else. */
export async function sendReadings(service: RunningService, body: string | Buffer, sent: Sent = {}) {
  const { secret = secretOf(7), type = 'application/json', headers = {} } = sent;
  const response = await fetch(`${service.httpUrl}/v1/ingest`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': type, ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body: answer };
}
