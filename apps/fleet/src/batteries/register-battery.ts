import { decideBattery, unregisteredBattery } from '@trackingbms/batteries';
import { uuidV7 } from '@trackingbms/service-kit';
import { BatteryStore, fleetStream, type BatteryRow } from '@trackingbms/tenant-database';
import type { FleetCommand } from '../commands/fleet-command.js';
import { batteryNotFound } from '../problems/not-found.js';
import { requireSiteConnector } from '../site-connectors/require-site-connector.js';
import { newDetails } from './battery-details.js';
import type { RegisterBatteryRequest } from './battery-requests.js';
import { surroundingsOf } from './battery-surroundings.js';

export async function registerBattery(
  command: FleetCommand,
  request: RegisterBatteryRequest,
): Promise<BatteryRow> {
  const store = new BatteryStore(command.tx);
  const surroundings = await surroundingsOf(command, request);
  const identity = { uuid: uuidV7(command.at), details: newDetails(request) };
  await requireSiteConnector(command, identity.details.bmsConfig, null);
  const batteryId = await store.insert(identity, request.alertContacts ?? null, command.at);
  const register = { type: 'RegisterBattery', batteryId, ...identity, surroundings } as const;
  const events = decideBattery(register, unregisteredBattery);
  await command.record({ stream: fleetStream('battery', batteryId), expectedVersion: 0, events });
  return shownAfter(command, batteryId);
}

/** The row as it stands in the command's own transaction. */
export async function shownAfter({ tx, scope }: FleetCommand, batteryId: number): Promise<BatteryRow> {
  const row = await new BatteryStore(tx).lock(batteryId, scope);
  if (row === null) throw batteryNotFound();
  return row;
}
