import type { BatteryDetails, BatteryEvent } from '../battery.js';
import type { BatteryTypeDetails, BatteryTypeEvent } from '../battery-type.js';
import type { DeviceCredentialDetails, DeviceCredentialEvent } from '../device-credential.js';
import type { DeviceProfileDetails, DeviceProfileEvent } from '../device-profile.js';
import type { KnownLocation, LocationDetails, LocationEvent } from '../location.js';
import type { SiteConnectorEvent } from '../site-connector.js';
import { placeUnder } from '../location-tree.js';

/** The specification's first battery type, with its defaults. */
export const batteryTypeSample: BatteryTypeDetails = {
  name: 'LiFePO4 12V 100Ah',
  slug: 'lifepo4-12v-100ah',
  chemistry: 'lifepo4',
  nominalVoltage: 12.8,
  capacityAh: 100,
  capacityWh: 1280,
  maxChargeCurrent: 50,
  maxDischargeCurrent: 100,
  operatingTempMin: -20,
  operatingTempMax: 60,
  storageTempMin: -40,
  storageTempMax: 85,
  cycleLife: 2000,
  depthOfDischarge: 0.8,
  lengthMm: null,
  widthMm: null,
  heightMm: null,
  weightKg: null,
  cellCount: 4,
  parallelStrings: 1,
  bmsType: null,
  communicationProtocol: 'thingset',
  manufacturer: null,
  model: null,
  datasheetUrl: null,
  notes: null,
  isActive: true,
};

export const locationSample: LocationDetails = {
  name: 'Site Principal',
  slug: 'site-principal',
  address: null,
  city: null,
  province: null,
  postalCode: null,
  country: 'CA',
  latitude: null,
  longitude: null,
  environmentType: 'indoor',
  climateControlled: false,
  humidityControlled: false,
  accessLevel: 'restricted',
  requiresAuthorization: true,
  description: null,
  installationDate: null,
  isActive: true,
};

export const batterySample: BatteryDetails = {
  serialNumber: 'SN-0001',
  internalId: null,
  name: 'Rack A',
  batteryTypeId: 1,
  locationId: 1,
  bmsId: null,
  bmsIpAddress: '127.0.0.1',
  bmsPort: 9001,
  bmsProtocol: 'thingset',
  bmsConfig: { profile: 'libre-solar-bms', transport: 'tcp' },
  lastMaintenanceDate: null,
  nextMaintenanceDate: null,
  warrantyStartDate: null,
  warrantyEndDate: null,
  purchaseDate: null,
  installationDate: null,
  customVoltageMin: null,
  customVoltageMax: null,
  customTempMin: null,
  customTempMax: null,
  customCurrentChargeMax: null,
  customCurrentDischargeMax: null,
  alertsEnabled: true,
  criticalAlertsOnly: false,
  notes: null,
};

export const batteryTypeAdded: BatteryTypeEvent = {
  type: 'BatteryTypeAdded',
  batteryTypeId: 1,
  details: batteryTypeSample,
};
export const batteryRegistered: BatteryEvent = {
  type: 'BatteryRegistered',
  batteryId: 1,
  uuid: '01890a5d-ac96-774b-bcce-b302099a8057',
  details: batterySample,
};
export const batteryCommissioned: BatteryEvent = {
  type: 'BatteryCommissioned',
  commissioningDate: '2026-03-01',
};
export const batteryDecommissioned: BatteryEvent = { type: 'BatteryDecommissioned', reason: 'worn out' };

/** A location in the tree, under a parent or at the root. */
export function locationAt(locationId: number, parent: KnownLocation | null = null): KnownLocation {
  return { status: 'known', locationId, details: locationSample, place: placeUnder(locationId, parent) };
}

export const locationAdded = ({ locationId, details, place }: KnownLocation): LocationEvent => ({
  type: 'LocationAdded',
  locationId,
  details,
  place,
});

export const deviceProfileSample: DeviceProfileDetails = {
  profile: 'our-rack',
  profileVersion: 2,
  title: 'Our rack',
  protocol: 'modbus',
  transports: ['tcp'],
  text: 'profile: our-rack',
};
export const deviceProfileAdded: DeviceProfileEvent = {
  type: 'DeviceProfileAdded',
  deviceProfileId: 1,
  details: deviceProfileSample,
};

export const deviceCredentialSample: DeviceCredentialDetails = {
  batteryId: 1,
  secretHash: 'ab'.repeat(32),
  lastCharacters: 'x-_9',
};
export const deviceCredentialIssued: DeviceCredentialEvent = {
  type: 'DeviceCredentialIssued',
  deviceCredentialId: 1,
  details: deviceCredentialSample,
};

export const siteConnectorAdded: SiteConnectorEvent = {
  type: 'SiteConnectorAdded',
  siteConnectorId: 1,
  details: { name: 'Laval', secretHash: 'ab'.repeat(32), lastCharacters: 'x-_9' },
};
