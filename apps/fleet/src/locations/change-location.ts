import {
  decideLocation,
  evolveLocation,
  type KnownLocation,
  type Location,
  type LocationEvent,
} from '@trackingbms/batteries';
import { preconditionFailed } from '@trackingbms/service-kit';
import { fleetStream, LocationStore, type LocationRow } from '@trackingbms/tenant-database';
import type { FleetCommand } from '../commands/fleet-command.js';
import { locationNotFound } from '../problems/not-found.js';
import { historyOf, shownAfter } from './known-location.js';
import { wantedContact, wantedDetails } from './location-details.js';
import type { ChangeLocationRequest } from './location-requests.js';
import { followMove, movesOf } from './move-location.js';

export async function changeLocation(
  command: FleetCommand,
  at: { locationId: number; version: number },
  request: ChangeLocationRequest,
): Promise<LocationRow> {
  const store = new LocationStore(command.tx);
  if (request.parentId !== undefined) await store.lockTree();
  const row = await store.lock(at.locationId, command.scope);
  if (row === null) throw locationNotFound();
  if (row.version !== at.version) throw preconditionFailed();
  const before = await historyOf(command, row.locationId);
  if (before.status === 'unknown') throw locationNotFound();
  const moves = await movesOf(command, before, request.parentId);
  const { contact, contactFields } = wantedContact(row, request);
  const change = { type: 'ChangeLocation', changes: wantedDetails(request), contactFields } as const;
  const events = [...moves, ...decideLocation(change, before)];
  if (contactFields.length > 0) await store.saveContact(row.locationId, contact);
  if (events.length > 0) await apply(command, { row, before, events });
  return shownAfter(command, row.locationId);
}

interface Applied {
  readonly row: LocationRow;
  readonly before: KnownLocation;
  readonly events: readonly LocationEvent[];
}

async function apply(command: FleetCommand, { row, before, events }: Applied): Promise<void> {
  const store = new LocationStore(command.tx);
  const stream = fleetStream('location', row.locationId);
  const version = await command.record({ stream, expectedVersion: row.version, events });
  const after = events.reduce<Location>(evolveLocation, before);
  if (after.status === 'unknown') return;
  if (after.place.path !== before.place.path) await followMove(command, before.place, after.place);
  await store.save(after, { version, updatedAt: command.at });
}
