import { differences } from '@trackingbms/batteries';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { entryOf, journalColumns, type JournalEntry, type JournalRow } from '../journal/journal-entry.js';
import { FleetEntries, type FleetEntity } from './fleet-entries.js';
import {
  batteryOf,
  batteryTypeOf,
  deviceCredentialOf,
  deviceProfileOf,
  fleetStreamTypes,
  locationOf,
  siteConnectorOf,
  type FleetStreamType,
} from './fleet-streams.js';

/** A row that is not what its stream says. `fields` names what differs, never a value. */
export interface ProjectionDifference {
  readonly type: FleetStreamType;
  readonly id: number;
  readonly fields: readonly string[];
}

type ShadowRow = Readonly<Record<string, unknown>>;

const pageSize = 500;

/**
 * Rebuilds every row of the fleet's projections from the journal as a shadow row and compares it with the live one.
 * Answers the rows that differ: none means that the projections are what happened. Personal fields are not compared,
 * the journal does not hold them. Run it in one transaction, or while nothing is written.
 */
export async function compareFleetProjections(tx: TenantTransaction): Promise<ProjectionDifference[]> {
  const found: ProjectionDifference[] = [];
  for (const type of fleetStreamTypes) found.push(...(await compare(tx, type)), ...(await rowless(tx, type)));
  return found;
}

async function compare(tx: TenantTransaction, type: FleetStreamType): Promise<ProjectionDifference[]> {
  const entries = new FleetEntries(tx);
  const found: ProjectionDifference[] = [];
  for (let after = 0; ;) {
    const page = await entries.after(type, after, pageSize);
    const streams = await streamsOf(tx, page);
    for (const entity of page) {
      const fields = differingFields(entity, streams.get(entity.id) ?? []);
      if (fields.length > 0) found.push({ type, id: entity.id, fields });
    }
    after = page.at(-1)?.id ?? after;
    if (page.length < pageSize) return found;
  }
}

/** Streams that have begun without a row. */
async function rowless(tx: TenantTransaction, type: FleetStreamType): Promise<ProjectionDifference[]> {
  const rows: { stream_id: string }[] = await tx.manager.query(
    'SELECT stream_id FROM event_journal WHERE stream_type = ? AND version = 1',
    [type],
  );
  const ids = rows.map(({ stream_id }) => Number(stream_id));
  const present = new Set((await new FleetEntries(tx).of(type, ids)).map(({ id }) => id));
  return ids.filter((id) => !present.has(id)).map((id) => ({ type, id, fields: ['id'] }));
}

async function streamsOf(
  tx: TenantTransaction,
  page: readonly FleetEntity[],
): Promise<ReadonlyMap<number, JournalEntry[]>> {
  const [first] = page;
  if (first === undefined) return new Map();
  const rows: JournalRow[] = await tx.manager.query(
    `SELECT ${journalColumns} FROM event_journal WHERE stream_type = ? AND stream_id IN (?) ORDER BY version`,
    [first.type, page.map(({ id }) => String(id))],
  );
  const streams = new Map<number, JournalEntry[]>(page.map(({ id }) => [id, []]));
  for (const entry of rows.map(entryOf)) streams.get(Number(entry.stream.id))?.push(entry);
  return streams;
}

function differingFields({ type, row }: FleetEntity, entries: readonly JournalEntry[]): string[] {
  const shadow = shadowRow(type, entries);
  if (shadow === null) return ['version'];
  return Object.keys(differences(row as object as ShadowRow, shadow));
}

function shadowRow(type: FleetStreamType, entries: readonly JournalEntry[]): ShadowRow | null {
  const state = states[type](entries);
  if (state === null) return null;
  return {
    ...state,
    version: entries.at(-1)?.version,
    createdAt: entries[0]?.occurredAt,
    updatedAt: entries.at(-1)?.occurredAt,
  };
}

type StateOf = (entries: readonly JournalEntry[]) => ShadowRow | null;

const states: Readonly<Record<FleetStreamType, StateOf>> = {
  battery: batteryState,
  location: (entries) => {
    const location = locationOf(entries);
    return location.status === 'unknown' ? null : { ...location.details, ...location.place };
  },
  'battery-type': (entries) => {
    const known = batteryTypeOf(entries);
    return known.status === 'unknown' ? null : { ...known.details };
  },
  'device-profile': (entries) => {
    const known = deviceProfileOf(entries);
    return known.status === 'unknown' ? null : { ...known.details, isActive: known.isActive };
  },
  'device-credential': (entries) => {
    const known = deviceCredentialOf(entries);
    return known.status === 'unknown' ? null : { ...known.details, isRevoked: known.isRevoked };
  },
  'site-connector': (entries) => {
    const known = siteConnectorOf(entries);
    return known.status === 'unknown' ? null : { ...known.details, isRevoked: known.isRevoked };
  },
};

function batteryState(entries: readonly JournalEntry[]): ShadowRow | null {
  const battery = batteryOf(entries);
  if (battery.status === 'unregistered') return null;
  const { uuid, status, commissioningDate, details } = battery;
  return { ...details, uuid, status, commissioningDate, isActive: status !== 'decommissioned' };
}
