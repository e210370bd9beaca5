import { decideLocation, evolveLocation, unknownLocation } from '@trackingbms/batteries';
import { fleetStream, LocationStore, type LocationRow } from '@trackingbms/tenant-database';
import type { FleetCommand } from '../commands/fleet-command.js';
import { outOfScope } from '../problems/not-found.js';
import { parentOf, shownAfter } from './known-location.js';
import { newDetails, noContact, wantedContact } from './location-details.js';
import type { AddLocationRequest } from './location-requests.js';

export async function addLocation(command: FleetCommand, request: AddLocationRequest): Promise<LocationRow> {
  const parentId = request.parentId ?? null;
  refuseRootOutOfScope(command, parentId);
  const store = new LocationStore(command.tx);
  const parent = parentId === null ? null : await parentOf(command, parentId);
  const details = newDetails(request);
  const { contact } = wantedContact(noContact, request);
  const locationId = await store.insert(details, contact, command.at);
  const events = decideLocation({ type: 'AddLocation', locationId, details, parent }, unknownLocation);
  const stream = fleetStream('location', locationId);
  const version = await command.record({ stream, expectedVersion: 0, events });
  const location = events.reduce(evolveLocation, unknownLocation);
  if (location.status === 'known') await store.save(location, { version, updatedAt: command.at });
  return shownAfter(command, locationId);
}

/** A site stands in no location, so it is outside of every list of locations. */
export function refuseRootOutOfScope({ scope }: FleetCommand, parentId: number | null): void {
  if (parentId === null && scope.locations !== null) throw outOfScope('/parentId');
}
