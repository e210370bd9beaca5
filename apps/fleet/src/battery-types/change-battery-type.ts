import { decideBatteryType, evolveBatteryType, type BatteryType } from '@trackingbms/batteries';
import { preconditionFailed } from '@trackingbms/service-kit';
import {
  batteryTypeOf,
  BatteryTypeStore,
  fleetStream,
  type BatteryTypeRow,
} from '@trackingbms/tenant-database';
import type { FleetCommand } from '../commands/fleet-command.js';
import { recordFirstRows } from '../commands/record-first-rows.js';
import { presentFields } from '../fields/present-fields.js';
import { batteryTypeNotFound } from '../problems/not-found.js';
import { shownAfter } from './add-battery-type.js';
import type { ChangeBatteryTypeRequest } from './battery-type-requests.js';

export async function changeBatteryType(
  command: FleetCommand,
  at: { batteryTypeId: number; version: number },
  request: ChangeBatteryTypeRequest,
): Promise<BatteryTypeRow> {
  const store = new BatteryTypeStore(command.tx);
  const row = await store.lock(at.batteryTypeId, command.scope);
  if (row === null) throw batteryTypeNotFound();
  if (row.version !== at.version) throw preconditionFailed();
  const before = await historyOf(command, row.batteryTypeId);
  const events = decideBatteryType({ type: 'ChangeBatteryType', changes: presentFields(request) }, before);
  if (events.length === 0) return row;
  const stream = fleetStream('battery-type', row.batteryTypeId);
  const version = await command.record({ stream, expectedVersion: row.version, events });
  const after = events.reduce(evolveBatteryType, before);
  if (after.status === 'known') await store.save(after, { version, updatedAt: command.at });
  return shownAfter(command, row.batteryTypeId);
}

async function historyOf(command: FleetCommand, batteryTypeId: number): Promise<BatteryType> {
  const stream = fleetStream('battery-type', batteryTypeId);
  const entries = await command.load(stream);
  if (entries.length > 0) return batteryTypeOf(entries);
  while ((await recordFirstRows(command)) > 0);
  return batteryTypeOf(await command.load(stream));
}
