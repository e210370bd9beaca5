import {
  decideLocation,
  evolveLocation,
  type KnownLocation,
  type Location,
  type LocationEvent,
  type LocationPlace,
} from '@trackingbms/batteries';
import { fleetStream, LocationStore } from '@trackingbms/tenant-database';
import type { FleetCommand } from '../commands/fleet-command.js';
import { recordFirstRows } from '../commands/record-first-rows.js';
import { refuseRootOutOfScope } from './add-location.js';
import { parentOf } from './known-location.js';

/** Decides the move to another parent; nothing when the request names none or the one it has. The tree is locked. */
export async function movesOf(
  command: FleetCommand,
  location: KnownLocation,
  parentId: number | null | undefined,
): Promise<LocationEvent[]> {
  if (parentId === undefined || parentId === location.place.parentId) return [];
  refuseRootOutOfScope(command, parentId);
  const parent = parentId === null ? null : await parentOf(command, parentId);
  const inside = await new LocationStore(command.tx).inside(location.place);
  const deepestLevel = Math.max(
    location.place.level,
    ...inside.map(({ location: { place } }) => place.level),
  );
  return decideLocation({ type: 'MoveLocation', parent, deepestLevel }, location);
}

/** Moves everything inside along: each has a new path, so each has an event and a version of its own. */
export async function followMove(
  command: FleetCommand,
  from: LocationPlace,
  to: LocationPlace,
): Promise<void> {
  while ((await recordFirstRows(command)) > 0);
  const store = new LocationStore(command.tx);
  const followers = (await store.inside(from)).map(({ location, version }) => {
    const events = decideLocation({ type: 'FollowMove', from, to }, location);
    const stream = fleetStream('location', location.locationId);
    return { location, decided: { stream, expectedVersion: version, events } };
  });
  await command.recordAll(followers.map(({ decided }) => decided));
  for (const { location, decided } of followers) {
    const after = decided.events.reduce<Location>(evolveLocation, location);
    const version = decided.expectedVersion + decided.events.length;
    if (after.status === 'known') await store.save(after, { version, updatedAt: command.at });
  }
}
