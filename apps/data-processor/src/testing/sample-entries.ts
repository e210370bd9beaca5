import { randomUUID } from 'node:crypto';
import type { OutgoingEvent } from '@trackingbms/event-log';
import {
  eventTypes,
  recordKeys,
  topics,
  type BatteryEntryV1,
  type BatteryTypeEntryV1,
  type ReadingV1,
  type TenantEntryV1,
} from '@trackingbms/message-contracts';

const at = '2026-01-01T00:00:00.000Z';
const uuid = '01890a5d-ac96-774b-bcce-b302099a8057';

export function tenantEntry(
  tenantId: number,
  changes: Partial<TenantEntryV1> = {},
): OutgoingEvent<TenantEntryV1> {
  const data: TenantEntryV1 = {
    tenantId,
    version: 1,
    uuid,
    slug: `client-${tenantId}`,
    name: 'Client',
    industryType: 'batteries',
    status: 'active',
    databaseServer: 'first',
    databaseName: `client_${tenantId}_batteries`,
    schemaVersion: 5,
    timeZone: 'America/Toronto',
    quotas: { maxUsers: 10, maxDevices: 100, maxStorageGb: 10, apiRateLimit: 1000 },
    modules: [],
    ...changes,
  };
  return {
    topic: topics.tenants,
    key: recordKeys.tenant(tenantId),
    tenantId,
    partitionBy: 'tenant',
    id: randomUUID(),
    type: eventTypes.TenantEntryV1.type,
    source: '/tenant-manager',
    time: at,
    data,
  };
}

/** One type and the batteries of `insertSampleFleet`: 16 cells of LFP, 100 A, -20 to 60 °C. */
export function fleetEntries(tenantId: number, batteryIds: readonly number[]): OutgoingEvent[] {
  const type: BatteryTypeEntryV1 = {
    batteryTypeId: 1,
    version: 1,
    name: 'Type',
    slug: 'type',
    chemistry: 'lifepo4',
    nominalVoltage: 51.2,
    capacityAh: 100,
    capacityWh: 5120,
    maxChargeCurrent: 100,
    maxDischargeCurrent: 100,
    operatingTempMin: -20,
    operatingTempMax: 60,
    cellCount: 16,
    parallelStrings: 1,
    isActive: true,
  };
  const common = {
    topic: topics.fleet,
    tenantId,
    partitionBy: 'tenant',
    source: '/fleet',
    time: at,
  } as const;
  const ofType = { key: recordKeys.fleetBatteryType(tenantId, 1), type: eventTypes.BatteryTypeEntryV1.type };
  return [
    { ...common, ...ofType, id: randomUUID(), data: type },
    ...batteryIds.map((batteryId) => ({
      ...common,
      key: recordKeys.fleetBattery(tenantId, batteryId),
      type: eventTypes.BatteryEntryV1.type,
      id: randomUUID(),
      data: batteryEntry(batteryId),
    })),
  ];
}

const batteryEntry = (batteryId: number): BatteryEntryV1 => ({
  batteryId,
  version: 1,
  uuid,
  serialNumber: `serial-${batteryId}`,
  name: `Battery ${batteryId}`,
  batteryTypeId: 1,
  locationId: 2,
  status: 'operational',
  isActive: true,
  bmsIpAddress: '10.0.0.1',
  bmsPort: 80,
  bmsProtocol: 'thingset',
  bmsConfig: { pollIntervalSeconds: 1 },
  alertsEnabled: true,
  criticalAlertsOnly: false,
});

/** A sound reading: 25 °C, half full. */
export const soundReading = (timestamp: number, changes: Partial<ReadingV1> = {}): ReadingV1 => ({
  timestamp: new Date(timestamp).toISOString(),
  packVoltage: 52.5,
  packCurrent: 10,
  packPower: 525,
  tempMin: 24,
  tempMax: 25,
  tempAvg: 24.5,
  socPercent: 50,
  sohPercent: 99,
  operationMode: 'charging',
  dataQuality: 'excellent',
  faultCodes: [],
  ...changes,
});

export function readingsEvent(tenantId: number, batteryId: number, readings: ReadingV1[]): OutgoingEvent {
  return telemetryEvent(tenantId, batteryId, eventTypes.ReadingsRecordedV1.type, { batteryId, readings });
}

export function telemetryEvent(
  tenantId: number,
  batteryId: number,
  type: string,
  data: object,
): OutgoingEvent {
  return {
    topic: topics.readings,
    key: recordKeys.battery(tenantId, batteryId),
    tenantId,
    partitionBy: 'battery',
    id: randomUUID(),
    type,
    source: '/bms-connector',
    time: new Date().toISOString(),
    data,
  };
}
