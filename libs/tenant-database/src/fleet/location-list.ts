import type { AccessScope } from '@trackingbms/tenants';
import { scopePredicate } from '../access-scope/scope-predicate.js';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import type { SqlRow } from './column-map.js';
import { equals, pageClause, type PageRequest, type SortColumn } from './keyset-page.js';
import { locationSelectList, rowToLocation, type LocationRow } from './location-row.js';
import { inSubtree } from './subtree.js';

export const locationSorts = ['id', 'name', 'slug', 'path', 'createdAt', 'updatedAt'] as const;
export type LocationSort = (typeof locationSorts)[number];

const sortColumns: Readonly<Record<LocationSort, SortColumn>> = {
  id: { sql: 'l.id', kind: 'number' },
  name: { sql: 'l.name', kind: 'text' },
  slug: { sql: 'l.slug', kind: 'text' },
  path: { sql: 'l.path', kind: 'text' },
  createdAt: { sql: 'l.created_at', kind: 'time' },
  updatedAt: { sql: 'l.updated_at', kind: 'time' },
};

export interface LocationFilter {
  readonly parentId?: number;
  /** 1 to 8. */
  readonly level?: number;
  /** The location and everything inside it. */
  readonly withinLocationId?: number;
  readonly isActive?: boolean;
}

/** Reads locations inside a scope. */
export class LocationList {
  constructor(private readonly tx: TenantTransaction) {}

  async page(
    scope: AccessScope,
    filter: LocationFilter,
    request: PageRequest<LocationSort>,
  ): Promise<LocationRow[]> {
    const { sql, parameters } = pageClause(request, sortColumns, 'l.id', [
      scopePredicate(scope, { locationId: 'l.id', batteryTypeId: null }),
      ...equals('l.parent_id', filter.parentId),
      ...equals('l.level', filter.level),
      ...equals('l.is_active', filter.isActive),
      ...inSubtree('l.id', filter.withinLocationId),
    ]);
    const rows: SqlRow[] = await this.tx.manager.query(
      `SELECT ${locationSelectList} FROM locations l ${sql}`,
      parameters,
    );
    return rows.map(rowToLocation);
  }
}
