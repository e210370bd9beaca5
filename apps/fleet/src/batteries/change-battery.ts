import {
  decideBattery,
  differences,
  evolveBattery,
  type Battery,
  type BatteryCommand,
  type BatteryContactField,
} from '@trackingbms/batteries';
import { preconditionFailed } from '@trackingbms/service-kit';
import { batteryOf, BatteryStore, fleetStream, type BatteryRow } from '@trackingbms/tenant-database';
import type { FleetCommand } from '../commands/fleet-command.js';
import { batteryNotFound } from '../problems/not-found.js';
import { requireSiteConnector } from '../site-connectors/require-site-connector.js';
import { wantedDetails } from './battery-details.js';
import type { ChangeBatteryRequest } from './battery-requests.js';
import { surroundingsOf } from './battery-surroundings.js';
import { shownAfter } from './register-battery.js';

/** Which battery, and the version the caller has seen; null takes any. */
export interface BatteryAt {
  readonly batteryId: number;
  readonly version: number | null;
}

export async function changeBattery(
  command: FleetCommand,
  at: BatteryAt,
  request: ChangeBatteryRequest,
): Promise<BatteryRow> {
  const row = await lockedBattery(command, at);
  const changes = wantedDetails(request);
  const contactFields = contactsChanged(row, request);
  const surroundings = await surroundingsOf(command, { ...row, ...changes });
  await requireSiteConnector(command, changes.bmsConfig, row.bmsConfig);
  await applyTo(command, row, { type: 'ChangeBattery', changes, contactFields, surroundings });
  if (contactFields.length > 0) {
    await new BatteryStore(command.tx).saveContacts(row.batteryId, request.alertContacts);
  }
  return shownAfter(command, row.batteryId);
}

/** Locks a battery of the caller's scope. 404 when there is none, 412 when it has moved on. */
export async function lockedBattery({ tx, scope }: FleetCommand, at: BatteryAt): Promise<BatteryRow> {
  const row = await new BatteryStore(tx).lock(at.batteryId, scope);
  if (row === null) throw batteryNotFound();
  if (at.version !== null && at.version !== row.version) throw preconditionFailed();
  return row;
}

/** Decides on the battery's history, records what was decided and makes the row follow. */
export async function applyTo(command: FleetCommand, row: BatteryRow, asked: BatteryCommand): Promise<void> {
  const stream = fleetStream('battery', row.batteryId);
  const battery = batteryOf(await command.load(stream));
  const events = decideBattery(asked, battery);
  if (events.length === 0) return;
  const version = await command.record({ stream, expectedVersion: row.version, events });
  const after: Battery = events.reduce(evolveBattery, battery);
  if (after.status === 'unregistered') return;
  await new BatteryStore(command.tx).save(after, { version, updatedAt: command.at });
}

function contactsChanged(row: BatteryRow, { alertContacts }: ChangeBatteryRequest): BatteryContactField[] {
  const changed = differences(
    { alertContacts: row.alertContacts },
    { alertContacts: alertContacts as unknown },
  );
  return 'alertContacts' in changed ? ['alertContacts'] : [];
}
