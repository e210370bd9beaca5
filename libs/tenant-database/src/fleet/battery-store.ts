import type { RegisteredBattery } from '@trackingbms/batteries';
import type { AccessScope } from '@trackingbms/tenants';
import { scopePredicate } from '../access-scope/scope-predicate.js';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import {
  batteryColumns,
  batterySelectList,
  batteryValues,
  rowToBattery,
  type BatteryRow,
} from './battery-row.js';
import type { SqlRow } from './column-map.js';
import { ProjectionRows } from './projection-rows.js';

type Draft = Pick<RegisteredBattery, 'uuid' | 'details'>;

/** Writes `batteries`, the projection of the battery streams. */
export class BatteryStore {
  readonly #rows: ProjectionRows;

  constructor(private readonly tx: TenantTransaction) {
    this.#rows = new ProjectionRows(tx, 'batteries');
  }

  /** Locks the battery until the transaction ends; null when there is none in the scope. */
  async lock(batteryId: number, scope: AccessScope): Promise<BatteryRow | null> {
    await this.tx.manager.query('SELECT id FROM batteries WHERE id = ? FOR UPDATE', [batteryId]);
    const within = scopePredicate(scope, { locationId: 'b.location_id', batteryTypeId: 'b.battery_type_id' });
    const [row]: SqlRow[] = await this.tx.manager.query(
      `SELECT ${batterySelectList} FROM batteries b WHERE b.id = ? AND ${within.sql}`,
      [batteryId, ...within.parameters],
    );
    return row === undefined ? null : rowToBattery(row);
  }

  /** Answers the new battery's id, which its first event needs. Rejects with `FleetValueTaken`. */
  insert(draft: Draft, alertContacts: unknown, at: number): Promise<number> {
    const battery = { ...draft, batteryId: 0, status: 'commissioning', commissioningDate: null } as const;
    const columns = [...batteryColumns, 'alert_contacts'];
    return this.#rows.insert({ columns, values: [...batteryValues(battery), toJson(alertContacts)] }, at);
  }

  /** Makes the row what the stream says. Rejects with `FleetValueTaken`. */
  save(battery: RegisteredBattery, stamp: { version: number; updatedAt: number }): Promise<void> {
    return this.#rows.update(
      battery.batteryId,
      { columns: batteryColumns, values: batteryValues(battery) },
      stamp,
    );
  }

  async saveContacts(batteryId: number, alertContacts: unknown): Promise<void> {
    await this.tx.manager.query('UPDATE batteries SET alert_contacts = ? WHERE id = ?', [
      toJson(alertContacts),
      batteryId,
    ]);
  }
}

const toJson = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);
