import { violatedKey } from '../data-sources/driver-error.js';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { entryOf, journalColumns } from './journal-entry.js';
import type { JournalEntry, JournalRow, NewJournalEvent, StreamName } from './journal-entry.js';
import { EventAlreadyRecorded, StreamVersionConflict } from './journal.errors.js';

/** Events to be added to one stream. */
export interface StreamAppend {
  readonly stream: StreamName;
  /** Version of the last event the decision was made on; 0 for a new stream. */
  readonly expectedVersion: number;
  readonly events: readonly NewJournalEvent[];
}

interface NumberedEvent extends NewJournalEvent {
  readonly stream: StreamName;
  readonly version: number;
}

const columnCount = 11;
const streamKey = 'uq_event_journal_stream';

/** The tenant's append-only record of what happened, and the outbox of what is to be published. */
export class EventJournal {
  constructor(private readonly tx: TenantTransaction) {}

  /**
   * Rejects with {@link StreamVersionConflict} when the stream is not at `expectedVersion`, with
   * {@link EventAlreadyRecorded} when an event id is known; let the transaction roll back then.
   */
  append(
    stream: StreamName,
    expectedVersion: number,
    events: readonly NewJournalEvent[],
  ): Promise<JournalEntry[]> {
    return this.appendAll([{ stream, expectedVersion, events }]);
  }

  /** As {@link append} for many streams with as few statements; answers the entries in the order given. */
  async appendAll(appends: readonly StreamAppend[]): Promise<JournalEntry[]> {
    const numbered = appends.flatMap(numberedEvents);
    if (numbered.length === 0) return [];
    await this.#expectVersions(appends);
    await this.#insert(numbered, appends);
    return this.#inserted(numbered);
  }

  /** All events of the stream, the first one first. */
  async load(stream: StreamName): Promise<JournalEntry[]> {
    const rows: JournalRow[] = await this.tx.manager.query(
      `SELECT ${journalColumns} FROM event_journal WHERE stream_type = ? AND stream_id = ? ORDER BY version`,
      [stream.type, stream.id],
    );
    return rows.map(entryOf);
  }

  async #expectVersions(appends: readonly StreamAppend[]): Promise<void> {
    // A new stream needs no look: the unique key refuses a second first event.
    const grown = appends.filter(({ expectedVersion }) => expectedVersion > 0);
    if (grown.length === 0) return;
    const rows: { stream_type: string; stream_id: string; version: number }[] = await this.tx.manager.query(
      `SELECT stream_type, stream_id, MAX(version) AS version FROM event_journal
       WHERE (stream_type, stream_id) IN (${grown.map(() => '(?, ?)').join(', ')}) GROUP BY stream_type, stream_id`,
      grown.flatMap(({ stream }) => [stream.type, stream.id]),
    );
    const versions = new Map(rows.map((row) => [keyOf(row.stream_type, row.stream_id), row.version]));
    for (const { stream, expectedVersion } of grown) {
      if (versions.get(keyOf(stream.type, stream.id)) !== expectedVersion) {
        throw new StreamVersionConflict(stream, expectedVersion);
      }
    }
  }

  async #insert(events: readonly NumberedEvent[], appends: readonly StreamAppend[]): Promise<void> {
    const row = `(${Array.from({ length: columnCount }, () => '?').join(', ')})`;
    try {
      await this.tx.manager.query(
        `INSERT INTO event_journal (event_id, stream_type, stream_id, version, event_type, schema_version, payload,
         occurred_at, actor, correlation_id, causation_id) VALUES ${events.map(() => row).join(', ')}`,
        events.flatMap(valuesOf),
      );
    } catch (error) {
      throw conflictOf(error, appends);
    }
  }

  async #inserted(events: readonly NumberedEvent[]): Promise<JournalEntry[]> {
    // Read back instead of counted up from the first id: the step between ids is the server's setting.
    const rows: { position: number; event_id: string }[] = await this.tx.manager.query(
      `SELECT position, event_id FROM event_journal WHERE event_id IN (${events.map(() => '?').join(', ')})`,
      events.map(({ eventId }) => eventId),
    );
    const positions = new Map(rows.map((row) => [row.event_id, row.position]));
    return events.map((event) => ({ ...event, position: positions.get(event.eventId) as number }));
  }
}

function keyOf(type: string, id: string): string {
  return `${type}/${id}`;
}

function numberedEvents({ stream, expectedVersion, events }: StreamAppend): NumberedEvent[] {
  return events.map((event, index) => ({ ...event, stream, version: expectedVersion + index + 1 }));
}

function valuesOf(event: NumberedEvent): unknown[] {
  return [
    event.eventId,
    event.stream.type,
    event.stream.id,
    event.version,
    event.type,
    event.schemaVersion,
    JSON.stringify(event.payload),
    new Date(event.occurredAt),
    event.actor ?? null,
    event.correlationId ?? null,
    event.causationId ?? null,
  ];
}

function conflictOf(error: unknown, appends: readonly StreamAppend[]): unknown {
  const key = violatedKey(error);
  if (key === undefined) return error;
  const first = appends[0] as StreamAppend;
  return key === streamKey
    ? new StreamVersionConflict(first.stream, first.expectedVersion)
    : new EventAlreadyRecorded();
}
