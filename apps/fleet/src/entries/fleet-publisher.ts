import type { EventSink } from '@trackingbms/event-log';
import {
  FleetEntries,
  fleetStreamTypes,
  type FleetEntity,
  type FleetStreamType,
  type JournalEntry,
  type TenantConnections,
} from '@trackingbms/tenant-database';
import { entitiesAtOnce } from './entities-at-once.js';
import { toEntry } from './to-entry.js';
import { toFleetEvent } from './to-fleet-event.js';

type Wanted = ReadonlyMap<FleetStreamType, readonly number[]>;

/** Publishes what the journal holds: each event, and the current state of each entity that the events are about. */
export class FleetPublisher {
  constructor(
    private readonly connections: TenantConnections,
    private readonly sink: EventSink,
  ) {}

  readonly publish = async (tenantId: number, entries: readonly JournalEntry[]): Promise<void> => {
    await this.sink.publish(entries.map((entry) => toFleetEvent(tenantId, entry)));
    await this.publishEntries(tenantId, idsOf(entries));
  };

  async publishEntries(tenantId: number, wanted: Wanted): Promise<void> {
    for (const [type, ids] of wanted) {
      for (let at = 0; at < ids.length; at += entitiesAtOnce[type]) {
        await this.#publishSome(tenantId, type, ids.slice(at, at + entitiesAtOnce[type]));
      }
    }
  }

  /**
   * Publishes until what was published is what the rows say. The compacted topic keeps the last record of a key, not
   * the highest version: had another process published a newer state between our reading and our publishing, ours
   * would be last, so we look again.
   */
  async #publishSome(tenantId: number, type: FleetStreamType, ids: readonly number[]): Promise<void> {
    const published = new Map<number, number>();
    for (let waiting = await this.#read(tenantId, type, ids); waiting.length > 0;) {
      await this.sink.publish(waiting.map((entity) => toEntry(tenantId, entity)));
      for (const { id, row } of waiting) published.set(id, row.version);
      const now = await this.#read(tenantId, type, ids);
      waiting = now.filter(({ id, row }) => row.version > (published.get(id) ?? 0));
    }
  }

  #read(tenantId: number, type: FleetStreamType, ids: readonly number[]): Promise<FleetEntity[]> {
    return this.connections.reading(tenantId, (tx) => new FleetEntries(tx).of(type, ids));
  }
}

function idsOf(entries: readonly JournalEntry[]): Wanted {
  const ids = fleetStreamTypes.map((type) => {
    const own = entries.filter(({ stream }) => stream.type === type);
    return [type, [...new Set(own.map(({ stream }) => Number(stream.id)))]] as const;
  });
  return new Map(ids);
}
