import type { Clock } from '../clock/clock.js';
import type { FleetView } from '../fleet-view/watched-battery.js';
import type { DecodedRecord } from './decode-record.js';
import type { IntakeDatabase } from './intake-ports.js';
import { TenantHeldBack } from './intake.errors.js';

interface Dependencies {
  readonly database: IntakeDatabase;
  readonly fleet: FleetView;
  readonly clock: Clock;
}

/** ms */
const shortWait = 200;

/**
 * Batteries of the records that the tenant does not have: its table, which is written before the fleet topic, says so.
 * One that is there but not in view yet holds the tenant back until the view has caught up.
 */
export async function unknownBatteries(
  { clock, database, fleet }: Dependencies,
  tenantId: number,
  records: readonly DecodedRecord[],
): Promise<ReadonlySet<number>> {
  const unseen = (): number[] => {
    const ids = new Set(records.map(({ batteryId }) => batteryId));
    return [...ids].filter((id) => fleet.battery(tenantId, id) === undefined);
  };
  const asked = unseen();
  if (asked.length === 0) return new Set();
  const existing = await database.inTransaction(tenantId, ({ batteries }) => batteries.existing(asked));
  const isBehind = () => unseen().some((id) => existing.has(id));
  if (isBehind()) await clock.sleep(shortWait);
  if (isBehind()) throw new TenantHeldBack('fleet-behind');
  return new Set(asked.filter((id) => !existing.has(id)));
}
