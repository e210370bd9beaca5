import { unknownLocation, type KnownLocation, type Location } from '@trackingbms/batteries';
import { fleetStream, locationOf, LocationStore, type LocationRow } from '@trackingbms/tenant-database';
import type { FleetCommand } from '../commands/fleet-command.js';
import { recordFirstRows } from '../commands/record-first-rows.js';
import { locationNotFound } from '../problems/not-found.js';

/** A location as its events made it. */
export async function historyOf(command: FleetCommand, locationId: number): Promise<Location> {
  const stream = fleetStream('location', locationId);
  const entries = await command.load(stream);
  if (entries.length > 0) return locationOf(entries);
  while ((await recordFirstRows(command)) > 0);
  const recorded = await command.load(stream);
  return recorded.length > 0 ? locationOf(recorded) : unknownLocation;
}

/** The parent that a request names, locked so that its path stays; 404 when it is not in the caller's scope. */
export async function parentOf(command: FleetCommand, parentId: number): Promise<KnownLocation> {
  const row = await new LocationStore(command.tx).lock(parentId, command.scope);
  const parent = row === null ? unknownLocation : await historyOf(command, parentId);
  if (parent.status === 'unknown') throw locationNotFound('/parentId');
  return parent;
}

/** The row as it stands in the command's own transaction. */
export async function shownAfter({ tx, scope }: FleetCommand, locationId: number): Promise<LocationRow> {
  const row = await new LocationStore(tx).find(locationId, scope);
  if (row === null) throw locationNotFound();
  return row;
}
