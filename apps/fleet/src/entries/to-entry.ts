import type { FleetEntity, FleetStreamType } from '@trackingbms/tenant-database';
import {
  eventTypes,
  recordKeys,
  topics,
  type BatteryEntryV1,
  type BatteryTypeEntryV1,
  type DeviceCredentialEntryV1,
  type DeviceProfileEntryV1,
  type LocationEntryV1,
  type SiteConnectorEntryV1,
} from '@trackingbms/message-contracts';
import type { OutgoingEvent } from '@trackingbms/event-log';
import { source } from './source.js';

type RowOf<Type extends FleetEntity['type']> = Extract<FleetEntity, { type: Type }>['row'];

const keys: Readonly<Record<FleetStreamType, (tenantId: number, id: number) => string>> = {
  battery: recordKeys.fleetBattery,
  location: recordKeys.fleetLocation,
  'battery-type': recordKeys.fleetBatteryType,
  'device-profile': recordKeys.fleetDeviceProfile,
  'device-credential': recordKeys.fleetDeviceCredential,
  'site-connector': recordKeys.fleetSiteConnector,
};

/** Of everything that is published about an entity. */
export const entryKey = (tenantId: number, type: FleetStreamType, id: number): string =>
  keys[type](tenantId, id);

/** The record of the compacted topic that shows an entity's whole current state. */
export function toEntry(tenantId: number, entity: FleetEntity): OutgoingEvent {
  const key = entryKey(tenantId, entity.type, entity.id);
  return {
    topic: topics.fleet,
    key,
    tenantId,
    partitionBy: 'tenant',
    // One state of one entity is one fact, however often it is published.
    id: `${key}@${entity.row.version}`,
    source,
    time: new Date(entity.row.updatedAt).toISOString(),
    ...contentOf(entity),
  };
}

function contentOf(entity: FleetEntity): { type: string; data: object } {
  switch (entity.type) {
    case 'battery':
      return { type: eventTypes.BatteryEntryV1.type, data: batteryEntry(entity.row) };
    case 'location':
      return { type: eventTypes.LocationEntryV1.type, data: locationEntry(entity.row) };
    case 'battery-type':
      return { type: eventTypes.BatteryTypeEntryV1.type, data: batteryTypeEntry(entity.row) };
    case 'device-profile':
      return { type: eventTypes.DeviceProfileEntryV1.type, data: deviceProfileEntry(entity.row) };
    case 'device-credential':
      return { type: eventTypes.DeviceCredentialEntryV1.type, data: deviceCredentialEntry(entity.row) };
    case 'site-connector':
      return { type: eventTypes.SiteConnectorEntryV1.type, data: siteConnectorEntry(entity.row) };
  }
}

const known = <Value>(value: Value | null): Value | undefined => value ?? undefined;

const batteryEntry = (row: RowOf<'battery'>): BatteryEntryV1 => ({
  batteryId: row.batteryId,
  version: row.version,
  uuid: row.uuid,
  serialNumber: row.serialNumber,
  name: row.name,
  batteryTypeId: row.batteryTypeId,
  locationId: row.locationId,
  status: row.status,
  isActive: row.isActive,
  bmsId: known(row.bmsId),
  bmsIpAddress: known(row.bmsIpAddress),
  bmsPort: row.bmsPort,
  bmsProtocol: row.bmsProtocol,
  bmsConfig: { ...row.bmsConfig },
  customVoltageMin: known(row.customVoltageMin),
  customVoltageMax: known(row.customVoltageMax),
  customTempMin: known(row.customTempMin),
  customTempMax: known(row.customTempMax),
  customCurrentChargeMax: known(row.customCurrentChargeMax),
  customCurrentDischargeMax: known(row.customCurrentDischargeMax),
  alertsEnabled: row.alertsEnabled,
  criticalAlertsOnly: row.criticalAlertsOnly,
});

const locationEntry = (row: RowOf<'location'>): LocationEntryV1 => ({
  locationId: row.locationId,
  version: row.version,
  name: row.name,
  slug: row.slug,
  parentId: known(row.parentId),
  level: row.level,
  path: row.path,
  isActive: row.isActive,
});

const batteryTypeEntry = (row: RowOf<'battery-type'>): BatteryTypeEntryV1 => ({
  batteryTypeId: row.batteryTypeId,
  version: row.version,
  name: row.name,
  slug: row.slug,
  chemistry: row.chemistry,
  nominalVoltage: row.nominalVoltage,
  capacityAh: row.capacityAh,
  capacityWh: row.capacityWh,
  maxChargeCurrent: known(row.maxChargeCurrent),
  maxDischargeCurrent: known(row.maxDischargeCurrent),
  operatingTempMin: known(row.operatingTempMin),
  operatingTempMax: known(row.operatingTempMax),
  cellCount: row.cellCount,
  parallelStrings: row.parallelStrings,
  isActive: row.isActive,
});

const deviceProfileEntry = (row: RowOf<'device-profile'>): DeviceProfileEntryV1 => ({
  deviceProfileId: row.deviceProfileId,
  version: row.version,
  profile: row.profile,
  profileVersion: row.profileVersion,
  // The topic is read whole by every connector that starts.
  text: row.isActive ? row.text : '',
  isActive: row.isActive,
});

const deviceCredentialEntry = (row: RowOf<'device-credential'>): DeviceCredentialEntryV1 => ({
  deviceCredentialId: row.deviceCredentialId,
  version: row.version,
  batteryId: row.batteryId,
  secretHash: row.secretHash,
  isRevoked: row.isRevoked,
});

const siteConnectorEntry = (row: RowOf<'site-connector'>): SiteConnectorEntryV1 => ({
  siteConnectorId: row.siteConnectorId,
  version: row.version,
  name: row.name,
  secretHash: row.secretHash,
  isRevoked: row.isRevoked,
});
