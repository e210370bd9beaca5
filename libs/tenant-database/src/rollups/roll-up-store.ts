import type { RollUp } from '@trackingbms/telemetry';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { toDateTime, type SqlRow } from '../readings/reading-row.js';
import { rollUpColumns, rollUpToRow, rowToRollUp, valueColumns, type HourlyRollUp } from './roll-up-row.js';

export interface HourKey {
  readonly batteryId: number;
  /** Epoch milliseconds of a whole UTC hour. */
  readonly periodStart: number;
}

const columns = rollUpColumns.join(', ');
const updates = valueColumns.map((column) => `${column} = VALUES(${column})`).join(', ');
const saveStatement = `INSERT INTO bms_data_history (${columns}) VALUES ? ON DUPLICATE KEY UPDATE ${updates}`;
const loadStatement = `SELECT ${columns} FROM bms_data_history WHERE period_type = 'hourly' AND (battery_id, period_type, period_start) IN (?)`;
const dayStatement = `SELECT ${columns} FROM bms_data_history WHERE period_type = 'hourly' AND battery_id = ? AND period_start >= ? AND period_start < ? ORDER BY period_start`;

/** Writes the hourly rows of `bms_data_history`. */
export class RollUpStore {
  constructor(private readonly tx: TenantTransaction) {}

  async load(hours: readonly HourKey[]): Promise<RollUp[]> {
    if (hours.length === 0) return [];
    const keys = hours.map(({ batteryId, periodStart }) => [batteryId, 'hourly', toDateTime(periodStart)]);
    const rows: SqlRow[] = await this.tx.manager.query(loadStatement, [keys]);
    return rows.map(rowToRollUp);
  }

  /** Hours of a battery that start in [from, to), earliest first. */
  async between(batteryId: number, from: number, to: number): Promise<RollUp[]> {
    const range = [batteryId, toDateTime(from), toDateTime(to)];
    const rows: SqlRow[] = await this.tx.manager.query(dayStatement, range);
    return rows.map(rowToRollUp);
  }

  /** One statement for all; what was there is replaced. */
  async save(hours: readonly HourlyRollUp[]): Promise<void> {
    if (hours.length === 0) return;
    await this.tx.manager.query(saveStatement, [hours.map(rollUpToRow)]);
  }
}
