/** Identifies a stream inside one tenant, for example `{ type: 'battery', id: '12' }`. */
export interface StreamName {
  readonly type: string;
  readonly id: string;
}

export interface NewJournalEvent {
  /** UUID, unique in the tenant's journal; consumers drop what they have seen by it. */
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly payload: object;
  /** Epoch milliseconds, UTC. */
  readonly occurredAt: number;
  readonly correlationId?: string;
  readonly causationId?: string;
  /** Who caused it, as an id; no personal data. */
  readonly actor?: string;
}

export interface JournalEntry extends NewJournalEvent {
  readonly stream: StreamName;
  /** Unique and growing in the tenant's journal, with holes. */
  readonly position: number;
  /** 1 for the first event of the stream, then without holes. */
  readonly version: number;
}

export interface JournalRow {
  position: number;
  event_id: string;
  stream_type: string;
  stream_id: string;
  version: number;
  event_type: string;
  schema_version: number;
  /** Parsed already where the server says that the column is JSON, which MariaDB does since 10.5. */
  payload: string | object;
  occurred_at: Date;
  actor: string | null;
  correlation_id: string | null;
  causation_id: string | null;
}

export const journalColumns =
  'position, event_id, stream_type, stream_id, version, event_type, schema_version, payload, occurred_at, actor, correlation_id, causation_id';

export function entryOf(row: JournalRow): JournalEntry {
  return {
    position: row.position,
    eventId: row.event_id,
    stream: { type: row.stream_type, id: row.stream_id },
    version: row.version,
    type: row.event_type,
    schemaVersion: row.schema_version,
    payload: typeof row.payload === 'string' ? (JSON.parse(row.payload) as object) : row.payload,
    occurredAt: row.occurred_at.getTime(),
    actor: row.actor ?? undefined,
    correlationId: row.correlation_id ?? undefined,
    causationId: row.causation_id ?? undefined,
  };
}
