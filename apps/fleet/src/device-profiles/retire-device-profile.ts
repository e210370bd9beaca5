import { decideDeviceProfile, evolveDeviceProfile } from '@trackingbms/batteries';
import {
  deviceProfileOf,
  DeviceProfileStore,
  fleetStream,
  type DeviceProfileRow,
} from '@trackingbms/tenant-database';
import type { FleetCommand } from '../commands/fleet-command.js';
import { deviceProfileNotFound, requireWholeFleet } from '../problems/not-found.js';
import { shownAfter } from './add-device-profile.js';

export async function retireDeviceProfile(
  command: FleetCommand,
  deviceProfileId: number,
): Promise<DeviceProfileRow> {
  requireWholeFleet(command.scope);
  const store = new DeviceProfileStore(command.tx);
  const row = await store.lock(deviceProfileId);
  if (row === null) throw deviceProfileNotFound();
  const stream = fleetStream('device-profile', deviceProfileId);
  const before = deviceProfileOf(await command.load(stream));
  const events = decideDeviceProfile({ type: 'RetireDeviceProfile' }, before);
  if (events.length === 0) return row;
  const version = await command.record({ stream, expectedVersion: row.version, events });
  const after = events.reduce(evolveDeviceProfile, before);
  if (after.status === 'known') await store.save(after, { version, updatedAt: command.at });
  return shownAfter(command, deviceProfileId);
}
