import type { BatteryDetails } from '@trackingbms/batteries';
import { packIpAddress, unpackIpAddress } from '@trackingbms/tenant-database';
import { presentFields } from '../fields/present-fields.js';
import type { ChangeBatteryRequest, RegisterBatteryRequest } from './battery-requests.js';

const defaults: Omit<BatteryDetails, 'serialNumber' | 'name' | 'batteryTypeId' | 'locationId'> = {
  internalId: null,
  bmsId: null,
  bmsIpAddress: null,
  bmsPort: 80,
  bmsProtocol: 'thingset',
  bmsConfig: {},
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

/** What a request asks for, without what it leaves out and without personal data. */
export function wantedDetails({
  alertContacts: _contacts,
  bmsConfig,
  bmsIpAddress,
  ...rest
}: ChangeBatteryRequest): Partial<BatteryDetails> {
  return presentFields<BatteryDetails>({
    ...rest,
    bmsConfig: bmsConfig === null ? {} : bmsConfig && presentFields({ ...bmsConfig }),
    // One address has one text, so that asking for the same in other words changes nothing.
    bmsIpAddress: bmsIpAddress ? unpackIpAddress(packIpAddress(bmsIpAddress)) : bmsIpAddress,
  });
}

/** The details of a new battery: the specification's defaults where the request says nothing. */
export function newDetails(request: RegisterBatteryRequest): BatteryDetails {
  const { serialNumber, name, batteryTypeId, locationId } = request;
  return { ...defaults, serialNumber, name, batteryTypeId, locationId, ...wantedDetails(request) };
}
