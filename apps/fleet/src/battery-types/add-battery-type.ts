import { decideBatteryType, unknownBatteryType } from '@trackingbms/batteries';
import { BatteryTypeStore, fleetStream, type BatteryTypeRow } from '@trackingbms/tenant-database';
import type { FleetCommand } from '../commands/fleet-command.js';
import { batteryTypeNotFound, outOfScope } from '../problems/not-found.js';
import { newDetails } from './battery-type-details.js';
import type { AddBatteryTypeRequest } from './battery-type-requests.js';

export async function addBatteryType(
  command: FleetCommand,
  request: AddBatteryTypeRequest,
): Promise<BatteryTypeRow> {
  // A new type is in nobody's list, so whoever has one could not see what they made.
  if (command.scope.batteryTypes !== null) throw outOfScope('');
  const details = newDetails(request);
  const batteryTypeId = await new BatteryTypeStore(command.tx).insert(details, command.at);
  const events = decideBatteryType({ type: 'AddBatteryType', batteryTypeId, details }, unknownBatteryType);
  await command.record({ stream: fleetStream('battery-type', batteryTypeId), expectedVersion: 0, events });
  return shownAfter(command, batteryTypeId);
}

/** The row as it stands in the command's own transaction. */
export async function shownAfter(
  { tx, scope }: FleetCommand,
  batteryTypeId: number,
): Promise<BatteryTypeRow> {
  const row = await new BatteryTypeStore(tx).find(batteryTypeId, scope);
  if (row === null) throw batteryTypeNotFound();
  return row;
}
