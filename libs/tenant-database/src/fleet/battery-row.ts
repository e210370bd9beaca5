import type { BatteryDetails, BatteryStatus, RegisteredBattery } from '@trackingbms/batteries';
import { ColumnMap, type SqlRow, type SqlValue } from './column-map.js';
import { selectList, stampOf, type RowStamp } from './fleet-row.js';

/** A row of `batteries` as far as the fleet owns it. */
export interface BatteryRow extends BatteryDetails, RowStamp {
  readonly batteryId: number;
  readonly uuid: string;
  readonly status: BatteryStatus;
  readonly isActive: boolean;
  readonly commissioningDate: string | null;
  /** Personal data: in the row only, never in an event. */
  readonly alertContacts: unknown;
}

const details = new ColumnMap<BatteryDetails>({
  serialNumber: 'plain',
  internalId: 'plain',
  name: 'plain',
  batteryTypeId: 'plain',
  locationId: 'plain',
  bmsId: 'plain',
  bmsIpAddress: 'ip',
  bmsPort: 'plain',
  bmsProtocol: 'plain',
  bmsConfig: 'json',
  lastMaintenanceDate: 'date',
  nextMaintenanceDate: 'date',
  warrantyStartDate: 'date',
  warrantyEndDate: 'date',
  purchaseDate: 'date',
  installationDate: 'date',
  customVoltageMin: 'plain',
  customVoltageMax: 'plain',
  customTempMin: 'plain',
  customTempMax: 'plain',
  customCurrentChargeMax: 'plain',
  customCurrentDischargeMax: 'plain',
  alertsEnabled: 'boolean',
  criticalAlertsOnly: 'boolean',
  notes: 'plain',
});
const life = new ColumnMap<Pick<BatteryRow, 'uuid' | 'status' | 'isActive' | 'commissioningDate'>>({
  uuid: 'plain',
  status: 'plain',
  isActive: 'boolean',
  commissioningDate: 'date',
});
const contacts = new ColumnMap<Pick<BatteryRow, 'alertContacts'>>({ alertContacts: 'json' });

/** What a battery's events decide, in the order of `batteryValues`. */
export const batteryColumns: readonly string[] = [...life.columns, ...details.columns];

export function batteryValues(battery: RegisteredBattery): SqlValue[] {
  const { uuid, status, commissioningDate } = battery;
  const isActive = status !== 'decommissioned';
  return [
    ...life.toValues({ uuid, status, isActive, commissioningDate }),
    ...details.toValues(battery.details),
  ];
}

export const batterySelectList = selectList('b', [...batteryColumns, ...contacts.columns]);

export const rowToBattery = (row: SqlRow): BatteryRow => ({
  batteryId: row.id as number,
  ...stampOf(row),
  ...life.fromRow(row),
  ...details.fromRow(row),
  ...contacts.fromRow(row),
});
