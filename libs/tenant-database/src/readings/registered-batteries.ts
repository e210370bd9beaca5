import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import type { SqlRow } from './reading-row.js';

/** Asks the fleet's table, which is written before anything is published, whether a battery exists. */
export class RegisteredBatteries {
  constructor(private readonly tx: TenantTransaction) {}

  /** Those of the ids that the tenant has. */
  async existing(batteryIds: readonly number[]): Promise<Set<number>> {
    if (batteryIds.length === 0) return new Set();
    const rows: SqlRow[] = await this.tx.manager.query('SELECT id FROM batteries WHERE id IN (?)', [
      batteryIds,
    ]);
    return new Set(rows.map(({ id }) => Number(id)));
  }
}
