import type { SqlRow } from './column-map.js';

/** Which event a row shows the state after. */
export interface RowStamp {
  readonly version: number;
  /** Epoch milliseconds of the stream's first event. */
  readonly createdAt: number;
  /** Epoch milliseconds of the stream's last event. */
  readonly updatedAt: number;
}

export const stampOf = (row: SqlRow): RowStamp => ({
  version: row.version as number,
  createdAt: (row.created_at as Date).getTime(),
  updatedAt: (row.updated_at as Date).getTime(),
});

/** `t.id, t.version, ...` of a table's own columns and what every projection has. */
export const selectList = (alias: string, columns: readonly string[]): string =>
  ['id', 'version', 'created_at', 'updated_at', ...columns].map((column) => `${alias}.${column}`).join(', ');
