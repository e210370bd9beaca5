import type { Reading, RollUpReading } from '@trackingbms/telemetry';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { violatedKey } from '../data-sources/driver-error.js';
import { bmsDataColumns, valueColumns } from './bms-data-columns.js';
import { readingToRow, rowToReading, toDateTime, type SqlRow, type StoredReading } from './reading-row.js';
import { ReadingAlreadyStored } from './readings.errors.js';

/** Identity of a reading. */
export interface ReadingKey {
  readonly batteryId: number;
  /** Epoch milliseconds. */
  readonly timestamp: number;
}

export const readingKeyText = ({ batteryId, timestamp }: ReadingKey): string => `${batteryId}/${timestamp}`;

const insertStatement = `INSERT INTO bms_data (${bmsDataColumns.join(', ')}) VALUES ?`;
const columns = valueColumns.join(', ');
const rollUpColumns = [
  'timestamp',
  'pack_voltage',
  'cell_voltage_min',
  'cell_voltage_max',
  'cell_voltage_avg',
  'pack_current',
  'pack_power',
  'temp_min',
  'temp_max',
  'temp_avg',
  'soc_percent',
  'soh_percent',
  'operation_mode',
  'balancing_active',
  'data_quality',
  'communication_errors',
].join(', ');
const rangeStatement = `SELECT ${columns} FROM bms_data WHERE battery_id = ? AND timestamp >= ? AND timestamp <= ? ORDER BY timestamp`;
const rollUpStatement = rangeStatement.replace(columns, rollUpColumns);
const lastValidStatement = `SELECT ${columns} FROM bms_data WHERE battery_id = ? AND timestamp < ? AND timestamp >= ? AND data_quality <> 'invalid' ORDER BY timestamp DESC LIMIT 1`;

/** Writes `bms_data`, one row for one battery and millisecond. The first reading of a key stays. */
export class ReadingStore {
  constructor(private readonly tx: TenantTransaction) {}

  /** One statement for all rows. Rejects with {@link ReadingAlreadyStored} when a key is there already. */
  async insert(rows: readonly StoredReading[]): Promise<void> {
    if (rows.length === 0) return;
    try {
      await this.tx.manager.query(insertStatement, [rows.map(readingToRow)]);
    } catch (error) {
      if (violatedKey(error) !== undefined) throw new ReadingAlreadyStored();
      throw error;
    }
  }

  /** Those of the keys that have a row, as `readingKeyText`. */
  async known(keys: readonly ReadingKey[]): Promise<Set<string>> {
    if (keys.length === 0) return new Set();
    const pairs = keys.map(({ batteryId, timestamp }) => [batteryId, toDateTime(timestamp)]);
    const rows: SqlRow[] = await this.tx.manager.query(
      'SELECT battery_id, timestamp FROM bms_data WHERE (battery_id, timestamp) IN (?)',
      [pairs],
    );
    return new Set(
      rows.map(({ battery_id, timestamp }) =>
        readingKeyText({ batteryId: Number(battery_id), timestamp: (timestamp as Date).getTime() }),
      ),
    );
  }

  /** All readings of a battery in [from, to], earliest first, without their frames. */
  async between(batteryId: number, from: number, to: number): Promise<Reading[]> {
    const rows: SqlRow[] = await this.tx.manager.query(rangeStatement, [
      batteryId,
      toDateTime(from),
      toDateTime(to),
    ]);
    return rows.map(rowToReading);
  }

  /** What the roll-ups need of the readings of a battery in [from, to], earliest first. */
  async forRollUp(batteryId: number, from: number, to: number): Promise<RollUpReading[]> {
    const rows: SqlRow[] = await this.tx.manager.query(rollUpStatement, [
      batteryId,
      toDateTime(from),
      toDateTime(to),
    ]);
    return rows.map(rowToReading);
  }

  /** The latest reading in [notBefore, before) that is not invalid, without its frames. */
  async lastValid(batteryId: number, before: number, notBefore: number): Promise<Reading | null> {
    const [row]: SqlRow[] = await this.tx.manager.query(lastValidStatement, [
      batteryId,
      toDateTime(before),
      toDateTime(notBefore),
    ]);
    return row === undefined ? null : rowToReading(row);
  }
}
