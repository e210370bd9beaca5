import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  BatteryEntryV1,
  BatteryTypeEntryV1,
  DeviceProfileEntryV1,
  TenantEntryV1,
} from '@trackingbms/message-contracts';
import { DeviceProfiles, ownProfileCheck, schemaCheck, shippedProfiles } from '@trackingbms/device-profiles';
import type { PollRules } from '../fleet-view/decide-poll.js';
import { DeviceRanges } from '../fleet-view/device-ranges.js';
import { OwnProfiles } from '../fleet-view/own-profiles.js';
import { checkProfile, shippedProfile } from '@trackingbms/device-profiles/testing';

const uuid = '0197a000-0000-7000-8000-000000000001';

export const batteryEntry = (over: Partial<BatteryEntryV1> = {}): BatteryEntryV1 => ({
  batteryId: 7,
  version: 1,
  uuid,
  serialNumber: 'SN-7',
  name: 'Battery 7',
  batteryTypeId: 3,
  locationId: 1,
  status: 'operational',
  isActive: true,
  bmsIpAddress: '127.0.0.1',
  bmsPort: 502,
  bmsProtocol: 'modbus',
  bmsConfig: { profile: 'sunspec-battery', positiveCurrent: 'charging' },
  alertsEnabled: true,
  criticalAlertsOnly: false,
  ...over,
});

export const batteryTypeEntry = (over: Partial<BatteryTypeEntryV1> = {}): BatteryTypeEntryV1 => ({
  batteryTypeId: 3,
  version: 1,
  name: 'LFP 16s',
  slug: 'lfp-16s',
  chemistry: 'lifepo4',
  nominalVoltage: 51.2,
  capacityAh: 100,
  capacityWh: 5120,
  maxChargeCurrent: 50,
  maxDischargeCurrent: 100,
  cellCount: 16,
  parallelStrings: 1,
  isActive: true,
  ...over,
});

export const tenantEntry = (over: Partial<TenantEntryV1> = {}): TenantEntryV1 => ({
  tenantId: 1,
  version: 1,
  uuid,
  slug: 'a-client',
  name: 'A client',
  industryType: 'batteries',
  status: 'active',
  databaseServer: 'local',
  databaseName: 'client_1_batteries',
  schemaVersion: 1,
  timeZone: 'America/Toronto',
  quotas: { maxUsers: 10, maxDevices: 100, maxStorageGb: 10, apiRateLimit: 1000 },
  modules: [],
  ...over,
});

export const ownProfileText = `profile: our-rack
version: 1
title: Our rack
protocol: modbus
transports: [tcp]
currentSign: { positive: charging }
fields:
  packVoltage: { from: { table: holding, address: 1, type: u16 }, scale: 0.1 }
`;

export const deviceProfileEntry = (over: Partial<DeviceProfileEntryV1> = {}): DeviceProfileEntryV1 => ({
  deviceProfileId: 4,
  version: 1,
  profile: 'our-rack',
  profileVersion: 1,
  text: ownProfileText,
  isActive: true,
  ...over,
});

const connectionSchema = readFileSync(join(shippedProfiles, 'battery-connection.schema.json'), 'utf8');

export const pollRules = (
  ranges: readonly string[] = ['127.0.0.0/8'],
): PollRules & { readonly ownProfiles: OwnProfiles } => ({
  profiles: new DeviceProfiles([
    shippedProfile('libre-solar-bms.v1.yaml'),
    shippedProfile('sunspec-battery.v1.yaml'),
  ]),
  ownProfiles: new OwnProfiles(ownProfileCheck(checkProfile)),
  ranges: DeviceRanges.parse(ranges),
  checkConnection: schemaCheck(JSON.parse(connectionSchema) as object),
  onSite: false,
});
