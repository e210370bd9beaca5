import type { AccessScope } from '@trackingbms/tenants';
import { scopePredicate } from '../access-scope/scope-predicate.js';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import type { SqlRow } from '../readings/reading-row.js';
import { unheardBattery, type BatteryState } from './battery-state.js';
import { rowToBatteryState, stateColumns } from './battery-state-store.js';

const selected = stateColumns.map((column) => `s.${column}`).join(', ');

/** Reads `battery_states` inside a scope. */
export class BatteryStateView {
  constructor(private readonly tx: TenantTransaction) {}

  /** Null when there is no such battery in the scope; one that was never heard of has a state that says so. */
  async find(batteryId: number, scope: AccessScope): Promise<BatteryState | null> {
    const within = scopePredicate(scope, { locationId: 'b.location_id', batteryTypeId: 'b.battery_type_id' });
    const [row]: SqlRow[] = await this.tx.manager.query(
      `SELECT ${selected} FROM batteries b LEFT JOIN battery_states s ON s.battery_id = b.id WHERE b.id = ? AND ${within.sql}`,
      [batteryId, ...within.parameters],
    );
    if (row === undefined) return null;
    return row.battery_id === null ? unheardBattery(batteryId) : rowToBatteryState(row);
  }
}
