import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { violatedKey } from '../data-sources/driver-error.js';
import type { SqlValue } from './column-map.js';
import { FleetValueTaken } from './fleet.errors.js';

export type ProjectionTable =
  'batteries' | 'battery_types' | 'locations' | 'device_credentials' | 'device_profiles' | 'site_connectors';

interface Values {
  readonly columns: readonly string[];
  readonly values: readonly SqlValue[];
}

/** Writes rows of one projection. Column names come from code, values are parameters. */
export class ProjectionRows {
  constructor(
    private readonly tx: TenantTransaction,
    private readonly table: ProjectionTable,
  ) {}

  /** Answers the id of the new row. Rejects with {@link FleetValueTaken}. */
  async insert(row: Values, at: number): Promise<number> {
    const columns = [...row.columns, 'version', 'created_at', 'updated_at'];
    const places = columns.map(() => '?').join(', ');
    const moment = new Date(at);
    const result: { insertId: number } = await this.#write(
      `INSERT INTO ${this.table} (${columns.join(', ')}) VALUES (${places})`,
      [...row.values, 1, moment, moment],
    );
    return result.insertId;
  }

  /** Rejects with {@link FleetValueTaken}. */
  async update(id: number, row: Values, stamp: { version: number; updatedAt: number }): Promise<void> {
    const columns = [...row.columns, 'version', 'updated_at'];
    await this.#write(
      `UPDATE ${this.table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
      [...row.values, stamp.version, new Date(stamp.updatedAt), id],
    );
  }

  async #write<T>(sql: string, parameters: readonly SqlValue[]): Promise<T> {
    try {
      return (await this.tx.manager.query(sql, [...parameters])) as T;
    } catch (error) {
      const key = violatedKey(error);
      throw key === undefined ? error : new FleetValueTaken(key);
    }
  }
}
