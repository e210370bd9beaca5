import type { BatteryTypeEvent, LocationEvent } from '@trackingbms/batteries';
import { placeUnder } from '@trackingbms/batteries';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { batteryTypeSelectList, rowToBatteryType, rowToBatteryTypeDetails } from './battery-type-row.js';
import type { SqlRow } from './column-map.js';
import type { FleetStreamType } from './fleet-streams.js';
import { locationSelectList, rowToKnownLocation, rowToLocation } from './location-row.js';

/** A row that was inserted without an event, and the event that would have made it. */
export interface UnrecordedRow {
  readonly type: Extract<FleetStreamType, 'battery-type' | 'location'>;
  readonly id: number;
  readonly event: BatteryTypeEvent | LocationEvent;
  /** Epoch milliseconds at which the row says it was made. */
  readonly occurredAt: number;
  /** The row already is what the event says; else it has to follow. */
  readonly settled: boolean;
}

/**
 * Finds what provisioning put in as first data: rows whose stream is empty. Nothing is locked: of two that record the
 * same row, the second meets the first one's event (`StreamVersionConflict`).
 */
export class UnrecordedRows {
  constructor(private readonly tx: TenantTransaction) {}

  async batteryTypes(limit: number): Promise<UnrecordedRow[]> {
    const rows = await this.#find(
      `SELECT ${batteryTypeSelectList} FROM battery_types t`,
      't.id',
      'battery-type',
      limit,
    );
    return rows.map((row) => {
      const { batteryTypeId, createdAt, updatedAt } = rowToBatteryType(row);
      const details = rowToBatteryTypeDetails(row);
      const event = { type: 'BatteryTypeAdded', batteryTypeId, details } as const;
      const settled = createdAt === updatedAt;
      return { type: 'battery-type', id: batteryTypeId, event, occurredAt: createdAt, settled };
    });
  }

  async locations(limit: number): Promise<UnrecordedRow[]> {
    const rows = await this.#find(`SELECT ${locationSelectList} FROM locations l`, 'l.id', 'location', limit);
    return rows.map((row) => {
      const { createdAt, updatedAt } = rowToLocation(row);
      const { locationId, details, place: stored } = rowToKnownLocation(row);
      // A root's path can be left out by whoever inserts it: it holds the id, which is not known before.
      const place = stored.parentId === null ? placeUnder(locationId, null) : stored;
      const event = { type: 'LocationAdded', locationId, details, place } as const;
      const settled = createdAt === updatedAt && place.path === stored.path;
      return { type: 'location', id: locationId, event, occurredAt: createdAt, settled };
    });
  }

  async #find(
    select: string,
    id: 't.id' | 'l.id',
    type: UnrecordedRow['type'],
    limit: number,
  ): Promise<SqlRow[]> {
    return (await this.tx.manager.query(
      `${select} WHERE NOT EXISTS (
         SELECT 1 FROM event_journal j WHERE j.stream_type = ? AND j.stream_id = CAST(${id} AS CHAR)
       ) ORDER BY ${id} LIMIT ?`,
      [type, limit],
    )) as SqlRow[];
  }
}
