import { decideDeviceCredential, evolveDeviceCredential } from '@trackingbms/batteries';
import {
  deviceCredentialOf,
  DeviceCredentialStore,
  fleetStream,
  type DeviceCredentialRow,
} from '@trackingbms/tenant-database';
import { lockedBattery } from '../batteries/change-battery.js';
import type { FleetCommand } from '../commands/fleet-command.js';
import { credentialNotFound } from '../problems/not-found.js';

export async function revokeDeviceCredential(
  command: FleetCommand,
  at: { batteryId: number; credentialId: number },
): Promise<DeviceCredentialRow> {
  await lockedBattery(command, { batteryId: at.batteryId, version: null });
  const store = new DeviceCredentialStore(command.tx);
  const row = await store.find(at.batteryId, at.credentialId);
  if (row === null) throw credentialNotFound();
  await revoke(command, row);
  return (await store.find(at.batteryId, at.credentialId)) ?? row;
}

/** @param batteryId of a battery that the command has locked */
export async function revokeEveryCredential(command: FleetCommand, batteryId: number): Promise<void> {
  for (const row of await new DeviceCredentialStore(command.tx).live(batteryId)) await revoke(command, row);
}

async function revoke(command: FleetCommand, row: DeviceCredentialRow): Promise<void> {
  const stream = fleetStream('device-credential', row.deviceCredentialId);
  const before = deviceCredentialOf(await command.load(stream));
  const events = decideDeviceCredential({ type: 'RevokeDeviceCredential' }, before);
  if (events.length === 0) return;
  const version = await command.record({ stream, expectedVersion: row.version, events });
  const after = events.reduce(evolveDeviceCredential, before);
  if (after.status !== 'known') return;
  await new DeviceCredentialStore(command.tx).save(after, { version, updatedAt: command.at });
}
