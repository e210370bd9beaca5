import type { AccessScope } from '@trackingbms/tenants';

/** Columns a query compares with the scope; null where the queried thing has no such side. */
export interface ScopeColumns {
  /** For example `b.location_id`, or `l.id` in a query of locations. */
  readonly locationId: string | null;
  /** For example `b.battery_type_id`, or `t.id` in a query of battery types. */
  readonly batteryTypeId: string | null;
}

export interface SqlPredicate {
  /** To be put after WHERE or AND; parameters are `?`. */
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

const column = /^[a-z_]+\.[a-z_]+$/;

/**
 * The part of a WHERE that keeps a user inside the scope; every read of tenant data carries it. A location stands for
 * its subtree. An empty list lets nothing through.
 */
export function scopePredicate(scope: AccessScope, columns: ScopeColumns): SqlPredicate {
  const parts = [
    withinLocations(scope.locations, columns.locationId),
    withinTypes(scope.batteryTypes, columns.batteryTypeId),
  ];
  return {
    sql: `(${parts.map((part) => part.sql).join(' AND ')})`,
    parameters: parts.flatMap((part) => part.parameters),
  };
}

const everything: SqlPredicate = { sql: 'TRUE', parameters: [] };
const nothing: SqlPredicate = { sql: 'FALSE', parameters: [] };

function withinLocations(allowed: readonly number[] | null, of: string | null): SqlPredicate {
  if (allowed === null || of === null) return everything;
  if (allowed.length === 0) return nothing;
  const paths = allowed.map(() => 'scoped.path LIKE ?').join(' OR ');
  return {
    sql: `${checked(of)} IN (SELECT scoped.id FROM locations scoped WHERE ${paths})`,
    parameters: allowed.map((id) => `%/${checkedId(id)}/%`),
  };
}

function withinTypes(allowed: readonly number[] | null, of: string | null): SqlPredicate {
  if (allowed === null || of === null) return everything;
  if (allowed.length === 0) return nothing;
  const places = allowed.map(() => '?').join(', ');
  return { sql: `${checked(of)} IN (${places})`, parameters: allowed.map(checkedId) };
}

function checked(name: string): string {
  if (!column.test(name)) throw new TypeError('A scope column is written as alias.column.');
  return name;
}

function checkedId(id: number): number {
  if (!Number.isSafeInteger(id)) throw new TypeError('A scope holds whole numbers only.');
  return id;
}
