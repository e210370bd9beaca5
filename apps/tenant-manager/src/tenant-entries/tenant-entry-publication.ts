import type { EventSink } from '@trackingbms/event-log';
import type { JournalEntry } from '@trackingbms/tenant-database';
import type { LoadedClient } from '../clients/client-stream.js';
import { toOutgoingEvent } from './tenant-entry.js';

export interface PublicationParts {
  readonly sink: EventSink;
  readonly load: (tenantId: number) => Promise<LoadedClient>;
  /** Makes the topics where they are missing. */
  readonly ensureTopics: () => Promise<void>;
}

/**
 * Tells the compacted tenants topic how a client is now, once for all of its entries that wait. A client that is still
 * being made is told to nobody: the entries of its provisioning are marked and the first word is its activation.
 */
export class TenantEntryPublication {
  private topicsThere: Promise<void> | undefined;

  constructor(private readonly parts: PublicationParts) {}

  /** Resolves when the topic holds the state; rejects when it may not. */
  async publish(entries: readonly JournalEntry[]): Promise<void> {
    const newest = new Map(entries.map((entry) => [entry.stream.id, entry]));
    const events = await Promise.all([...newest.values()].map((entry) => this.eventOf(entry)));
    const known = events.filter((event) => event !== undefined);
    if (known.length === 0) return;
    await this.ensureTopics();
    await this.parts.sink.publish(known);
  }

  private async eventOf(entry: JournalEntry) {
    const { client, version } = await this.parts.load(Number(entry.stream.id));
    if (client.stage === 'unregistered' || client.stage === 'provisioning') return undefined;
    return toOutgoingEvent({ client, version }, entry);
  }

  private async ensureTopics(): Promise<void> {
    this.topicsThere ??= this.parts.ensureTopics();
    try {
      await this.topicsThere;
    } catch (error) {
      this.topicsThere = undefined;
      throw error;
    }
  }
}
