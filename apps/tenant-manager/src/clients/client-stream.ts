import { EventJournal, type JournalEntry, type TenantTransaction } from '@trackingbms/tenant-database';
import { evolve, unregistered, type Client, type ClientEvent } from '@trackingbms/tenants';
import { uuidV7 } from '@trackingbms/service-kit';

export const clientStreamType = 'client';
const schemaVersion = 1;

/** A client and the version of its stream that it stands for; 0 = nothing happened yet. */
export interface LoadedClient {
  readonly client: Client;
  readonly version: number;
}

/** Who did it, and when in epoch milliseconds. */
export interface Occurrence {
  readonly occurredAt: number;
  readonly actor: string;
  readonly correlationId?: string;
}

const streamOf = (tenantId: number) => ({ type: clientStreamType, id: String(tenantId) });

const eventOf = (entry: JournalEntry): ClientEvent => ({ ...entry.payload, type: entry.type }) as ClientEvent;

/** The events of clients in the core journal. */
export class ClientStream {
  private readonly journal: EventJournal;

  constructor(tx: TenantTransaction) {
    this.journal = new EventJournal(tx);
  }

  async load(tenantId: number): Promise<LoadedClient> {
    const entries = await this.journal.load(streamOf(tenantId));
    const client = entries.map(eventOf).reduce(evolve, unregistered);
    return { client, version: entries.at(-1)?.version ?? 0 };
  }

  /** Rejects with `StreamVersionConflict` when somebody else appended meanwhile. */
  async append(
    tenantId: number,
    loaded: LoadedClient,
    events: readonly ClientEvent[],
    occurrence: Occurrence,
  ): Promise<void> {
    const entries = events.map(({ type, ...payload }) => ({
      ...occurrence,
      eventId: uuidV7(occurrence.occurredAt),
      type,
      schemaVersion,
      payload,
    }));
    await this.journal.append(streamOf(tenantId), loaded.version, entries);
  }
}
