import type { SqlPredicate } from '../access-scope/scope-predicate.js';
import type { SqlValue } from './column-map.js';

/** A column a list can be sorted by: never null, so that `after` has a place in the order. */
export interface SortColumn {
  /** For example `b.name`. */
  readonly sql: string;
  readonly kind: 'text' | 'number' | 'time';
}

/** Where the page before ended. `value` is the sort column's: text, a number, or epoch milliseconds. */
export interface PagePlace {
  readonly value: string | number;
  readonly id: number;
}

export interface PageRequest<Sort extends string> {
  readonly sort: Sort;
  readonly descending: boolean;
  readonly after: PagePlace | null;
  /** Rows to answer. */
  readonly limit: number;
}

/** WHERE, ORDER BY and LIMIT of one page: rows after a place in the order, not rows after a count that shifts. */
export function pageClause<Sort extends string>(
  request: PageRequest<Sort>,
  columns: Readonly<Record<Sort, SortColumn>>,
  id: string,
  conditions: readonly SqlPredicate[],
): { sql: string; parameters: (SqlValue | SqlValue[])[] } {
  const column = columns[request.sort];
  const direction = request.descending ? 'DESC' : 'ASC';
  const where = request.after
    ? [...conditions, afterPlace(request.after, column, id, request.descending)]
    : conditions;
  return {
    sql: `WHERE ${where.map(({ sql }) => sql).join(' AND ')} ORDER BY ${column.sql} ${direction}, ${id} ${direction} LIMIT ?`,
    parameters: [...where.flatMap(({ parameters }) => [...parameters]), request.limit],
  };
}

function afterPlace(after: PagePlace, column: SortColumn, id: string, descending: boolean): SqlPredicate {
  const sign = descending ? '<' : '>';
  const value = column.kind === 'time' ? isoTime(Number(after.value)) : after.value;
  return {
    sql: `(${column.sql} ${sign} ? OR (${column.sql} = ? AND ${id} ${sign} ?))`,
    parameters: [value, value, after.id],
  };
}

/** As DATETIME(3) is written. */
const isoTime = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().slice(0, 23).replace('T', ' ');

/** `column = ?`, or nothing where the value is not asked for. */
export function equals(
  column: string,
  value: string | number | boolean | undefined,
): readonly SqlPredicate[] {
  if (value === undefined) return [];
  return [{ sql: `${column} = ?`, parameters: [typeof value === 'boolean' ? Number(value) : value] }];
}
