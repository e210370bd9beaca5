import { BatteryTypeStore, LocationStore, fleetStream, UnrecordedRows } from '@trackingbms/tenant-database';
import type { UnrecordedRow } from '@trackingbms/tenant-database';
import type { FleetCommand } from './fleet-command.js';

const rowsAtOnce = 200;

/**
 * Gives every row that provisioning inserted its first event, so that its stream is complete and its entry is published
 * as any other. Answers how many there were; 0 when everything is recorded.
 */
export async function recordFirstRows(command: FleetCommand): Promise<number> {
  const unrecorded = new UnrecordedRows(command.tx);
  const rows = [...(await unrecorded.batteryTypes(rowsAtOnce)), ...(await unrecorded.locations(rowsAtOnce))];
  for (const row of rows) {
    const stream = fleetStream(row.type, row.id);
    await command.recordAll([{ stream, expectedVersion: 0, events: [row.event] }], row.occurredAt);
    // As a rule there is nothing to write, and nobody else's row is kept locked.
    if (!row.settled) await settle(command, row);
  }
  return rows.length;
}

/** The row as its event says: provisioning may have left out what follows from the id. */
async function settle({ tx }: FleetCommand, { event, occurredAt }: UnrecordedRow): Promise<void> {
  const stamp = { version: 1, updatedAt: occurredAt };
  if (event.type === 'BatteryTypeAdded') await new BatteryTypeStore(tx).save(event, stamp);
  if (event.type === 'LocationAdded') {
    const { locationId, details, place } = event;
    await new LocationStore(tx).save({ status: 'known', locationId, details, place }, stamp);
  }
}
