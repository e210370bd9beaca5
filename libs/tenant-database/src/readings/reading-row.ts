import type { DataQuality, OperationMode, Reading } from '@trackingbms/telemetry';
import { numericColumns } from './bms-data-columns.js';

/** A reading with the battery it is of: what one row of `bms_data` holds. */
export interface StoredReading {
  readonly batteryId: number;
  readonly reading: Reading;
}

/** A value that the driver sends as a parameter. */
export type SqlValue = string | number | boolean | null;

/** A row as the driver answers it, by column name. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** Text of a DATETIME(3); the session's time zone is UTC. */
export const toDateTime = (instant: number): string => new Date(instant).toISOString().slice(0, 23);

/** Epoch milliseconds of a DATETIME(3), which the driver answers as a Date. */
export const fromDateTime = (value: unknown): number => (value as Date).getTime();

export const toJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** Most lists of codes are empty, on every row. */
const listJson = (value: readonly unknown[] | null): string | null =>
  value !== null && value.length === 0 ? '[]' : toJson(value);

/** MariaDB answers JSON as text, MySQL parsed. */
export const fromJson = <T>(value: unknown): T | null =>
  typeof value === 'string' ? (JSON.parse(value) as T) : ((value ?? null) as T | null);

const flag = (value: unknown): boolean | null =>
  value === null || value === undefined ? null : Boolean(Number(value));

/** The values of one row, in the order of `bmsDataColumns`. */
export function readingToRow({ batteryId, reading }: StoredReading): SqlValue[] {
  const row: SqlValue[] = [
    batteryId,
    toDateTime(reading.timestamp),
    reading.bmsTimestamp === null ? null : toDateTime(reading.bmsTimestamp),
  ];
  for (const { field } of numericColumns) row.push(reading[field]);
  row.push(
    toJson(reading.cellVoltages),
    toJson(reading.temperatures),
    reading.operationMode,
    reading.balancingActive,
    reading.chargingEnabled,
    reading.dischargingEnabled,
    listJson(reading.faultCodes),
    listJson(reading.warningCodes),
    toJson(reading.protectionStatus),
    reading.dataQuality,
    toJson(reading.setAside),
    toJson(reading.rawFrames),
  );
  return row;
}

/**
 * The reading a row of `bms_data` was made from: the inverse of `readingToRow`, to the last digit. A column that was
 * not asked for is null.
 */
export function rowToReading(row: SqlRow): Reading {
  const numbers: Partial<Record<keyof Reading, number | null>> = {};
  for (const { field, column } of numericColumns) {
    const value = row[column];
    numbers[field] = value === null || value === undefined ? null : Number(value);
  }
  return {
    ...(numbers as Pick<Reading, (typeof numericColumns)[number]['field']>),
    timestamp: fromDateTime(row.timestamp),
    bmsTimestamp: !row.bms_timestamp ? null : fromDateTime(row.bms_timestamp),
    cellVoltages: fromJson(row.cell_voltages),
    temperatures: fromJson(row.temperatures),
    operationMode: row.operation_mode as OperationMode,
    balancingActive: flag(row.balancing_active),
    chargingEnabled: flag(row.charging_enabled),
    dischargingEnabled: flag(row.discharging_enabled),
    faultCodes: fromJson(row.fault_codes),
    warningCodes: fromJson(row.warning_codes),
    protectionStatus: fromJson(row.protection_status),
    dataQuality: row.data_quality as DataQuality,
    setAside: fromJson(row.set_aside),
    rawFrames: fromJson(row.raw_frames),
  };
}
