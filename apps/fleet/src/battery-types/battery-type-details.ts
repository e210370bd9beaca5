import type { BatteryTypeDetails } from '@trackingbms/batteries';
import type { BatteryTypeRow } from '@trackingbms/tenant-database';
import { presentFields } from '../fields/present-fields.js';
import { slugOf } from '../fields/slug-of.js';
import type { AddBatteryTypeRequest, BatteryTypeAnswer } from './battery-type-requests.js';

type Chosen = 'name' | 'slug' | 'chemistry' | 'nominalVoltage' | 'capacityAh' | 'capacityWh' | 'cellCount';

const defaults: Omit<BatteryTypeDetails, Chosen> = {
  maxChargeCurrent: null,
  maxDischargeCurrent: null,
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
  parallelStrings: 1,
  bmsType: null,
  communicationProtocol: 'thingset',
  manufacturer: null,
  model: null,
  datasheetUrl: null,
  notes: null,
  isActive: true,
};

/** The details of a new type: the specification's defaults where the request says nothing. */
export function newDetails(request: AddBatteryTypeRequest): BatteryTypeDetails {
  const { name, chemistry, nominalVoltage, capacityAh, capacityWh, cellCount } = request;
  const slug = request.slug ?? slugOf(name);
  const chosen = { name, slug, chemistry, nominalVoltage, capacityAh, capacityWh, cellCount };
  return { ...defaults, ...chosen, ...presentFields<BatteryTypeDetails>(request) };
}

export function toBatteryTypeAnswer({ batteryTypeId, ...row }: BatteryTypeRow): BatteryTypeAnswer {
  return {
    ...row,
    id: batteryTypeId,
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}
