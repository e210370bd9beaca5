import type { BatterySurroundings } from '@trackingbms/batteries';
import { BatteryTypeStore, LocationStore } from '@trackingbms/tenant-database';
import type { FleetCommand } from '../commands/fleet-command.js';
import { batteryTypeNotFound, locationNotFound } from '../problems/not-found.js';

/** The type and location a battery is to have. Both must be in the caller's scope, else they are not there (404). */
export async function surroundingsOf(
  { tx, scope }: FleetCommand,
  { batteryTypeId, locationId }: { batteryTypeId: number; locationId: number },
): Promise<BatterySurroundings> {
  const type = await new BatteryTypeStore(tx).find(batteryTypeId, scope);
  if (type === null) throw batteryTypeNotFound('/batteryTypeId');
  const location = await new LocationStore(tx).find(locationId, scope);
  if (location === null) throw locationNotFound('/locationId');
  return { type, location };
}
