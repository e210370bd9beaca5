import type { Reading } from '@trackingbms/telemetry';
import type { AccessScope } from '@trackingbms/tenants';
import { scopePredicate, type SqlPredicate } from '../access-scope/scope-predicate.js';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { bmsDataColumns, numericColumns, valueColumns } from './bms-data-columns.js';
import { rowToReading, toDateTime, type SqlRow } from './reading-row.js';

/** Readings of one battery in [from, to), epoch milliseconds. */
export interface HistoryRange {
  readonly batteryId: number;
  readonly from: number;
  readonly to: number;
}

export interface HistoryPage extends HistoryRange {
  /** Time of the last reading of the page before; null for the first page. */
  readonly after: number | null;
  readonly limit: number;
  /** Whether the readings come with the frames that were kept of them. */
  readonly rawFrames?: boolean;
}

/** Fields that have a column of their own, which a caller may name. */
export const numericFieldNames: readonly string[] = numericColumns.map(({ field }) => field);

const columnOf: ReadonlyMap<string, string> = new Map(
  numericColumns.map(({ field, column }) => [field, column]),
);
const within = (scope: AccessScope): SqlPredicate =>
  scopePredicate(scope, { locationId: 'b.location_id', batteryTypeId: 'b.battery_type_id' });
const selected = (columns: readonly string[]) => columns.map((column) => `d.${column}`).join(', ');
const everyValue = selected(valueColumns);
const everyColumn = selected(bmsDataColumns);
const ofBattery = 'FROM bms_data d JOIN batteries b ON b.id = d.battery_id WHERE d.battery_id = ?';
const inRange = 'AND d.timestamp >= ? AND d.timestamp < ?';

/** Reads `bms_data` inside a scope. */
export class ReadingHistory {
  constructor(private readonly tx: TenantTransaction) {}

  /** Whether the battery is there and in the scope. */
  async hasBattery(batteryId: number, scope: AccessScope): Promise<boolean> {
    const { sql, parameters } = within(scope);
    const rows: SqlRow[] = await this.tx.manager.query(
      `SELECT b.id FROM batteries b WHERE b.id = ? AND ${sql}`,
      [batteryId, ...parameters],
    );
    return rows.length > 0;
  }

  /** Whole readings, earliest first. */
  async page(page: HistoryPage, scope: AccessScope): Promise<Reading[]> {
    const { batteryId, from, to, after, limit, rawFrames = false } = page;
    const { sql, parameters } = within(scope);
    const begin = after === null ? from : Math.max(from, after + 1);
    const rows: SqlRow[] = await this.tx.manager.query(
      `SELECT ${rawFrames ? everyColumn : everyValue} ${ofBattery} ${inRange} AND ${sql} ORDER BY d.timestamp LIMIT ?`,
      [batteryId, toDateTime(begin), toDateTime(to), ...parameters, limit],
    );
    return rows.map(rowToReading);
  }

  /** How many rows a curve would have to read, counted up to `most`. */
  async count({ batteryId, from, to }: HistoryRange, scope: AccessScope, most: number): Promise<number> {
    const { sql, parameters } = within(scope);
    const rows: SqlRow[] = await this.tx.manager.query(
      `SELECT COUNT(*) AS amount FROM (SELECT 1 ${ofBattery} ${inRange} AND ${sql} LIMIT ?) counted`,
      [batteryId, toDateTime(from), toDateTime(to), ...parameters, most],
    );
    return Number(rows[0]?.amount ?? 0);
  }

  /** The named numeric fields of the readings that are not invalid, earliest first; other fields are null. */
  async samples(
    { batteryId, from, to }: HistoryRange,
    scope: AccessScope,
    fields: readonly string[],
  ): Promise<Reading[]> {
    const { sql, parameters } = within(scope);
    const columns = fields.map((field) => {
      const column = columnOf.get(field);
      if (column === undefined)
        throw new RangeError('Only fields with a column of their own can be sampled.');
      return `, d.${column}`;
    });
    const rows: SqlRow[] = await this.tx.manager.query(
      `SELECT d.timestamp${columns.join('')} ${ofBattery} ${inRange} AND ${sql} AND d.data_quality <> 'invalid' ORDER BY d.timestamp`,
      [batteryId, toDateTime(from), toDateTime(to), ...parameters],
    );
    return rows.map(rowToReading);
  }
}
