import type { BatteryStatus } from '@trackingbms/batteries';
import type { AccessScope } from '@trackingbms/tenants';
import { scopePredicate } from '../access-scope/scope-predicate.js';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { batterySelectList, rowToBattery, type BatteryRow } from './battery-row.js';
import type { SqlRow } from './column-map.js';
import { equals, pageClause, type PageRequest, type SortColumn } from './keyset-page.js';
import { inSubtree } from './subtree.js';

export const batterySorts = ['id', 'name', 'serialNumber', 'createdAt', 'updatedAt'] as const;
export type BatterySort = (typeof batterySorts)[number];

const sortColumns: Readonly<Record<BatterySort, SortColumn>> = {
  id: { sql: 'b.id', kind: 'number' },
  name: { sql: 'b.name', kind: 'text' },
  serialNumber: { sql: 'b.serial_number', kind: 'text' },
  createdAt: { sql: 'b.created_at', kind: 'time' },
  updatedAt: { sql: 'b.updated_at', kind: 'time' },
};

export interface BatteryFilter {
  readonly status?: BatteryStatus;
  readonly batteryTypeId?: number;
  readonly locationId?: number;
  /** The location and everything inside it. */
  readonly withinLocationId?: number;
  readonly serialNumber?: string;
  readonly isActive?: boolean;
}

/** Reads batteries inside a scope. */
export class BatteryList {
  constructor(private readonly tx: TenantTransaction) {}

  async page(
    scope: AccessScope,
    filter: BatteryFilter,
    request: PageRequest<BatterySort>,
  ): Promise<BatteryRow[]> {
    const { sql, parameters } = pageClause(request, sortColumns, 'b.id', [
      scopePredicate(scope, { locationId: 'b.location_id', batteryTypeId: 'b.battery_type_id' }),
      ...equals('b.status', filter.status),
      ...equals('b.battery_type_id', filter.batteryTypeId),
      ...equals('b.location_id', filter.locationId),
      ...equals('b.serial_number', filter.serialNumber),
      ...equals('b.is_active', filter.isActive),
      ...inSubtree('b.location_id', filter.withinLocationId),
    ]);
    const rows: SqlRow[] = await this.tx.manager.query(
      `SELECT ${batterySelectList} FROM batteries b ${sql}`,
      parameters,
    );
    return rows.map(rowToBattery);
  }

  /** Null when there is none in the scope. */
  async find(batteryId: number, scope: AccessScope): Promise<BatteryRow | null> {
    const within = scopePredicate(scope, { locationId: 'b.location_id', batteryTypeId: 'b.battery_type_id' });
    const [row]: SqlRow[] = await this.tx.manager.query(
      `SELECT ${batterySelectList} FROM batteries b WHERE b.id = ? AND ${within.sql}`,
      [batteryId, ...within.parameters],
    );
    return row === undefined ? null : rowToBattery(row);
  }
}
