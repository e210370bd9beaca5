import type { BatteryTypeDetails } from '@trackingbms/batteries';
import type { AccessScope } from '@trackingbms/tenants';
import { scopePredicate } from '../access-scope/scope-predicate.js';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import {
  batteryTypeColumns,
  batteryTypeSelectList,
  batteryTypeValues,
  rowToBatteryType,
  type BatteryTypeRow,
} from './battery-type-row.js';
import type { SqlRow } from './column-map.js';
import { ProjectionRows } from './projection-rows.js';

/** Writes `battery_types`, the projection of the battery type streams. */
export class BatteryTypeStore {
  readonly #rows: ProjectionRows;

  constructor(private readonly tx: TenantTransaction) {
    this.#rows = new ProjectionRows(tx, 'battery_types');
  }

  /** Locks the battery type until the transaction ends; null when there is none in the scope. */
  async lock(batteryTypeId: number, scope: AccessScope): Promise<BatteryTypeRow | null> {
    await this.tx.manager.query('SELECT id FROM battery_types WHERE id = ? FOR UPDATE', [batteryTypeId]);
    return this.find(batteryTypeId, scope);
  }

  /** The battery type as it is now; null when there is none in the scope. */
  async find(batteryTypeId: number, scope: AccessScope): Promise<BatteryTypeRow | null> {
    const within = scopePredicate(scope, { locationId: null, batteryTypeId: 't.id' });
    const [row]: SqlRow[] = await this.tx.manager.query(
      `SELECT ${batteryTypeSelectList} FROM battery_types t WHERE t.id = ? AND ${within.sql}`,
      [batteryTypeId, ...within.parameters],
    );
    return row === undefined ? null : rowToBatteryType(row);
  }

  /** Answers the new type's id, which its first event needs. Rejects with `FleetValueTaken`. */
  insert(details: BatteryTypeDetails, at: number): Promise<number> {
    return this.#rows.insert({ columns: batteryTypeColumns, values: batteryTypeValues(details) }, at);
  }

  /** Makes the row what the stream says. Rejects with `FleetValueTaken`. */
  save(
    type: { batteryTypeId: number; details: BatteryTypeDetails },
    stamp: { version: number; updatedAt: number },
  ): Promise<void> {
    const values = batteryTypeValues(type.details);
    return this.#rows.update(type.batteryTypeId, { columns: batteryTypeColumns, values }, stamp);
  }
}
