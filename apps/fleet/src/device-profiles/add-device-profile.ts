import { decideDeviceProfile, unknownDeviceProfile } from '@trackingbms/batteries';
import { DeviceProfileStore, fleetStream, type DeviceProfileRow } from '@trackingbms/tenant-database';
import type { FleetCommand } from '../commands/fleet-command.js';
import { deviceProfileNotFound } from '../problems/not-found.js';
import type { ReadProfile } from './profile-catalogue.js';

export async function addDeviceProfile(
  command: FleetCommand,
  { details, isShippedName }: ReadProfile,
): Promise<DeviceProfileRow> {
  const store = new DeviceProfileStore(command.tx);
  const surroundings = { ...(await store.beside(details.profile)), isShippedName };
  const add = (deviceProfileId: number) =>
    decideDeviceProfile(
      { type: 'AddDeviceProfile', deviceProfileId, details, surroundings },
      unknownDeviceProfile,
    );
  // Decided before there is an id too: what is refused must not look like a value that is taken.
  add(0);
  const deviceProfileId = await store.insert(details, command.at);
  const stream = fleetStream('device-profile', deviceProfileId);
  await command.record({ stream, expectedVersion: 0, events: add(deviceProfileId) });
  return shownAfter(command, deviceProfileId);
}

/** The row as it stands in the command's own transaction. */
export async function shownAfter({ tx }: FleetCommand, deviceProfileId: number): Promise<DeviceProfileRow> {
  const row = await new DeviceProfileStore(tx).find(deviceProfileId);
  if (row === null) throw deviceProfileNotFound();
  return row;
}
