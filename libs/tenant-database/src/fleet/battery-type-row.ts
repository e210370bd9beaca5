import type { BatteryTypeDetails } from '@trackingbms/batteries';
import { ColumnMap, type SqlRow, type SqlValue } from './column-map.js';
import { selectList, stampOf, type RowStamp } from './fleet-row.js';

export interface BatteryTypeRow extends BatteryTypeDetails, RowStamp {
  readonly batteryTypeId: number;
}

const details = new ColumnMap<BatteryTypeDetails>({
  name: 'plain',
  slug: 'plain',
  chemistry: 'plain',
  nominalVoltage: 'plain',
  capacityAh: 'plain',
  capacityWh: 'plain',
  maxChargeCurrent: 'plain',
  maxDischargeCurrent: 'plain',
  operatingTempMin: 'plain',
  operatingTempMax: 'plain',
  storageTempMin: 'plain',
  storageTempMax: 'plain',
  cycleLife: 'plain',
  depthOfDischarge: 'plain',
  lengthMm: 'plain',
  widthMm: 'plain',
  heightMm: 'plain',
  weightKg: 'plain',
  cellCount: 'plain',
  parallelStrings: 'plain',
  bmsType: 'plain',
  communicationProtocol: 'plain',
  manufacturer: 'plain',
  model: 'plain',
  datasheetUrl: 'plain',
  notes: 'plain',
  isActive: 'boolean',
});

/** In the order of `batteryTypeValues`. */
export const batteryTypeColumns: readonly string[] = details.columns;
export const batteryTypeValues = (type: BatteryTypeDetails): SqlValue[] => details.toValues(type);
export const batteryTypeSelectList = selectList('t', details.columns);

export const rowToBatteryTypeDetails = (row: SqlRow): BatteryTypeDetails => details.fromRow(row);
export const rowToBatteryType = (row: SqlRow): BatteryTypeRow => ({
  batteryTypeId: row.id as number,
  ...stampOf(row),
  ...details.fromRow(row),
});
