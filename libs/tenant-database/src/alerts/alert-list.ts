import type { AlertSeverity } from '@trackingbms/alerts';
import type { AccessScope } from '@trackingbms/tenants';
import { scopePredicate, type SqlPredicate } from '../access-scope/scope-predicate.js';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import type { SqlRow } from '../readings/reading-row.js';
import { alertColumns, rowToAlert, type AlertRow } from './alert-row.js';

export const alertStatuses = ['active', 'acknowledged', 'resolved', 'suppressed'] as const;

export interface AlertFilter {
  /** `open` is everything that is not resolved. */
  readonly status?: (typeof alertStatuses)[number] | 'open';
  readonly severity?: AlertSeverity;
  readonly batteryId?: number;
}

export interface AlertPage {
  /** Id of the last alert of the page before; null for the first page. */
  readonly before: number | null;
  readonly limit: number;
}

const columns = alertColumns.map((column) => `a.${column}`).join(', ');
const joined = 'FROM alerts a JOIN batteries b ON b.id = a.battery_id';
const within = (scope: AccessScope): SqlPredicate =>
  scopePredicate(scope, { locationId: 'b.location_id', batteryTypeId: 'b.battery_type_id' });

/** Reads `alerts` inside a scope. */
export class AlertList {
  constructor(private readonly tx: TenantTransaction) {}

  /** The newest first. */
  async page(scope: AccessScope, filter: AlertFilter, { before, limit }: AlertPage): Promise<AlertRow[]> {
    const parts = [within(scope), ...conditionsOf(filter)];
    if (before !== null) parts.push({ sql: 'a.id < ?', parameters: [before] });
    const rows: SqlRow[] = await this.tx.manager.query(
      `SELECT ${columns} ${joined} WHERE ${parts.map(({ sql }) => sql).join(' AND ')} ORDER BY a.id DESC LIMIT ?`,
      [...parts.flatMap(({ parameters }) => parameters), limit],
    );
    return rows.map(rowToAlert);
  }

  /** Null when there is no such alert in the scope. */
  async find(alertId: number, scope: AccessScope): Promise<AlertRow | null> {
    const { sql, parameters } = within(scope);
    const [row]: SqlRow[] = await this.tx.manager.query(
      `SELECT ${columns} ${joined} WHERE a.id = ? AND ${sql}`,
      [alertId, ...parameters],
    );
    return row === undefined ? null : rowToAlert(row);
  }

  /** The alert that a stream was at when an entry of it was written. */
  async idAt(batteryId: number, code: string, position: number): Promise<number | null> {
    const [row]: SqlRow[] = await this.tx.manager.query(
      'SELECT MAX(id) AS id FROM alerts WHERE battery_id = ? AND alert_code = ? AND id <= ?',
      [batteryId, code, position],
    );
    return row?.id === null || row === undefined ? null : Number(row.id);
  }
}

function conditionsOf({ status, severity, batteryId }: AlertFilter): SqlPredicate[] {
  const conditions: SqlPredicate[] = [];
  if (status === 'open') conditions.push({ sql: `a.status <> 'resolved'`, parameters: [] });
  else if (status !== undefined) conditions.push({ sql: 'a.status = ?', parameters: [status] });
  if (severity !== undefined) conditions.push({ sql: 'a.severity = ?', parameters: [severity] });
  if (batteryId !== undefined) conditions.push({ sql: 'a.battery_id = ?', parameters: [batteryId] });
  return conditions;
}
