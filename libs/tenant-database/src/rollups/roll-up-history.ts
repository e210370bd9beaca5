import type { HistoryFigures, RollUp } from '@trackingbms/telemetry';
import type { AccessScope } from '@trackingbms/tenants';
import { scopePredicate } from '../access-scope/scope-predicate.js';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import type { HistoryRange } from '../readings/reading-history.js';
import { toDateTime, type SqlRow } from '../readings/reading-row.js';
import { figureColumns, rollUpColumns, rowToRollUp } from './roll-up-row.js';

/** An hour as its row says. */
export interface StoredHour {
  readonly rollUp: RollUp;
  readonly figures: HistoryFigures;
}

const columns = rollUpColumns.map((column) => `h.${column}`).join(', ');

/** Reads `bms_data_history` inside a scope. */
export class RollUpHistory {
  constructor(private readonly tx: TenantTransaction) {}

  /** Hours that start in [from, to), earliest first, at most `limit`. */
  async hours(
    { batteryId, from, to }: HistoryRange,
    scope: AccessScope,
    limit: number,
  ): Promise<StoredHour[]> {
    const within = scopePredicate(scope, { locationId: 'b.location_id', batteryTypeId: 'b.battery_type_id' });
    const rows: SqlRow[] = await this.tx.manager.query(
      `SELECT ${columns} FROM bms_data_history h JOIN batteries b ON b.id = h.battery_id
       WHERE h.battery_id = ? AND h.period_type = 'hourly' AND h.period_start >= ? AND h.period_start < ?
       AND ${within.sql} ORDER BY h.period_start LIMIT ?`,
      [batteryId, toDateTime(from), toDateTime(to), ...within.parameters, limit],
    );
    return rows.map((row) => ({ rollUp: rowToRollUp(row), figures: figuresOf(row) }));
  }
}

function figuresOf(row: SqlRow): HistoryFigures {
  const figures = figureColumns.map(([name, column]) => [
    name,
    row[column] === null ? null : Number(row[column]),
  ]);
  return Object.fromEntries(figures) as HistoryFigures;
}
