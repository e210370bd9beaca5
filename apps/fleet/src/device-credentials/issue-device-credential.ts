import { decideDeviceCredential, unknownDeviceCredential } from '@trackingbms/batteries';
import { DeviceCredentialStore, fleetStream, type DeviceCredentialRow } from '@trackingbms/tenant-database';
import { lockedBattery } from '../batteries/change-battery.js';
import type { FleetCommand } from '../commands/fleet-command.js';
import { credentialNotFound } from '../problems/not-found.js';
import { newSecret } from '../secrets/new-secret.js';

/** The battery is locked meanwhile, so that two at once cannot pass the limit. */
export async function issueDeviceCredential(
  command: FleetCommand,
  batteryId: number,
): Promise<{ row: DeviceCredentialRow; secret: string }> {
  const { status: batteryStatus } = await lockedBattery(command, { batteryId, version: null });
  const store = new DeviceCredentialStore(command.tx);
  const { secret, kept } = newSecret('tbdev_');
  const details = { batteryId, ...kept };
  const surroundings = { batteryStatus, liveCount: (await store.live(batteryId)).length };
  const issue = (deviceCredentialId: number) =>
    decideDeviceCredential(
      { type: 'IssueDeviceCredential', deviceCredentialId, details, surroundings },
      unknownDeviceCredential,
    );
  const deviceCredentialId = await store.insert(details, command.at);
  const stream = fleetStream('device-credential', deviceCredentialId);
  await command.record({ stream, expectedVersion: 0, events: issue(deviceCredentialId) });
  const row = await store.find(batteryId, deviceCredentialId);
  if (row === null) throw credentialNotFound();
  return { row, secret };
}
