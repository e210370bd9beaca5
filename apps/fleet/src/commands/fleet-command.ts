import { currentCorrelationId, uuidV7 } from '@trackingbms/service-kit';
import {
  EventJournal,
  fleetPayloadOf,
  fleetSchemaVersion,
  type FleetEvent,
  type JournalEntry,
  type NewJournalEvent,
  type StreamAppend,
  type StreamName,
  type TenantTransaction,
} from '@trackingbms/tenant-database';
import type { AccessScope } from '@trackingbms/tenants';

/** Who gives a command and what of the fleet they may touch. */
export interface Commander {
  readonly tenantId: number;
  /** Id of a user or name of a process, no personal data. */
  readonly actor: string;
  readonly scope: AccessScope;
}

/** Events to be added to one stream, decided on its version `expectedVersion`. */
export interface Decided {
  readonly stream: StreamName;
  readonly expectedVersion: number;
  readonly events: readonly FleetEvent[];
}

/** One command while it is carried out: a transaction, who asks, and the time at which everything of it happened. */
export class FleetCommand {
  readonly #journal: EventJournal;

  constructor(
    readonly tx: TenantTransaction,
    readonly commander: Commander,
    /** Epoch milliseconds. */
    readonly at: number,
  ) {
    this.#journal = new EventJournal(tx);
  }

  get scope(): AccessScope {
    return this.commander.scope;
  }

  load(stream: StreamName): Promise<JournalEntry[]> {
    return this.#journal.load(stream);
  }

  /** Answers the stream's new version. */
  async record(decided: Decided): Promise<number> {
    await this.recordAll([decided]);
    return decided.expectedVersion + decided.events.length;
  }

  /** @param at when they happened, where that is not now */
  async recordAll(decided: readonly Decided[], at: number = this.at): Promise<void> {
    await this.#journal.appendAll(decided.map((one) => this.#append(one, at)));
  }

  #append({ stream, expectedVersion, events }: Decided, at: number): StreamAppend {
    return { stream, expectedVersion, events: events.map((event) => this.#entry(event, at)) };
  }

  #entry(event: FleetEvent, at: number): NewJournalEvent {
    return {
      eventId: uuidV7(this.at),
      type: event.type,
      schemaVersion: fleetSchemaVersion,
      payload: fleetPayloadOf(event),
      occurredAt: at,
      actor: this.commander.actor,
      correlationId: currentCorrelationId(),
    };
  }
}
