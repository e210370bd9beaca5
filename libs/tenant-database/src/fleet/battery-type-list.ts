import type { Chemistry } from '@trackingbms/batteries';
import type { AccessScope } from '@trackingbms/tenants';
import { scopePredicate } from '../access-scope/scope-predicate.js';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { batteryTypeSelectList, rowToBatteryType, type BatteryTypeRow } from './battery-type-row.js';
import type { SqlRow } from './column-map.js';
import { equals, pageClause, type PageRequest, type SortColumn } from './keyset-page.js';

export const batteryTypeSorts = ['id', 'name', 'slug', 'createdAt', 'updatedAt'] as const;
export type BatteryTypeSort = (typeof batteryTypeSorts)[number];

const sortColumns: Readonly<Record<BatteryTypeSort, SortColumn>> = {
  id: { sql: 't.id', kind: 'number' },
  name: { sql: 't.name', kind: 'text' },
  slug: { sql: 't.slug', kind: 'text' },
  createdAt: { sql: 't.created_at', kind: 'time' },
  updatedAt: { sql: 't.updated_at', kind: 'time' },
};

export interface BatteryTypeFilter {
  readonly chemistry?: Chemistry;
  readonly isActive?: boolean;
}

/** Reads battery types inside a scope. */
export class BatteryTypeList {
  constructor(private readonly tx: TenantTransaction) {}

  async page(
    scope: AccessScope,
    filter: BatteryTypeFilter,
    request: PageRequest<BatteryTypeSort>,
  ): Promise<BatteryTypeRow[]> {
    const { sql, parameters } = pageClause(request, sortColumns, 't.id', [
      scopePredicate(scope, { locationId: null, batteryTypeId: 't.id' }),
      ...equals('t.chemistry', filter.chemistry),
      ...equals('t.is_active', filter.isActive),
    ]);
    const rows: SqlRow[] = await this.tx.manager.query(
      `SELECT ${batteryTypeSelectList} FROM battery_types t ${sql}`,
      parameters,
    );
    return rows.map(rowToBatteryType);
  }
}
