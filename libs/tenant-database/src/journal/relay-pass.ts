import type { TenantConnections } from '../data-sources/tenant-connections.js';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { entryOf, journalColumns, type JournalEntry, type JournalRow } from './journal-entry.js';

export interface RelayPassOptions {
  readonly connections: TenantConnections;
  readonly streamTypes: readonly string[];
  readonly publish: (tenantId: number, entries: readonly JournalEntry[]) => Promise<void>;
  readonly batchSize: number;
}

/** `more`: there may be more to publish. `contended`: another relay is at work on this tenant. */
export type RelayOutcome = 'done' | 'more' | 'contended';

/** Publishes one batch of one tenant and marks it, in one transaction that holds the entries locked. */
export class RelayPass {
  constructor(private readonly options: RelayPassOptions) {}

  run(tenantId: number): Promise<RelayOutcome> {
    return this.options.connections.inTransaction(tenantId, async (tx) => {
      const entries = await this.#lock(tx);
      // Skipping what another relay holds must not let a later event of the same stream overtake it.
      if ((await this.#countUpTo(tx, entries.at(-1))) !== entries.length) return 'contended';
      if (entries.length === 0) return 'done';
      await this.options.publish(tenantId, entries);
      await this.#mark(tx, entries);
      return entries.length < this.options.batchSize ? 'done' : 'more';
    });
  }

  async #lock(tx: TenantTransaction): Promise<JournalEntry[]> {
    const rows: JournalRow[] = await tx.manager.query(
      `SELECT ${journalColumns} FROM event_journal FORCE INDEX (ix_event_journal_unpublished)
       WHERE published_at IS NULL AND stream_type IN (${this.#places()})
       ORDER BY position LIMIT ? FOR UPDATE SKIP LOCKED`,
      [...this.options.streamTypes, this.options.batchSize],
    );
    return rows.map(entryOf);
  }

  async #countUpTo(tx: TenantTransaction, last: JournalEntry | undefined): Promise<number> {
    const rows: { waiting: number }[] = await tx.manager.query(
      `SELECT COUNT(*) AS waiting FROM event_journal FORCE INDEX (ix_event_journal_unpublished)
       WHERE published_at IS NULL AND stream_type IN (${this.#places()}) AND position <= ?`,
      [...this.options.streamTypes, last?.position ?? Number.MAX_SAFE_INTEGER],
    );
    return rows[0]?.waiting ?? 0;
  }

  async #mark(tx: TenantTransaction, entries: readonly JournalEntry[]): Promise<void> {
    await tx.manager.query(
      `UPDATE event_journal SET published_at = UTC_TIMESTAMP(3) WHERE position IN (${entries.map(() => '?').join(', ')})`,
      entries.map(({ position }) => position),
    );
  }

  #places(): string {
    return this.options.streamTypes.map(() => '?').join(', ');
  }
}
