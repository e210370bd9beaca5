import type { EventSink } from '@trackingbms/event-log';
import {
  FleetEntries,
  fleetStreamTypes,
  type FleetEntity,
  type FleetStreamType,
  type JournalEntry,
  type TenantConnections,
} from '@trackingbms/tenant-database';
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

  /**
   * Publishes until what was published is what the rows say. The compacted topic keeps the last record of a key, not
   * the highest version: had another process published a newer state between our reading and our publishing, ours
   * would be last, so we look again.
   */
  async publishEntries(tenantId: number, wanted: Wanted): Promise<void> {
    const published = new Map<string, number>();
    for (let waiting = await this.#read(tenantId, wanted); waiting.length > 0;) {
      await this.sink.publish(waiting.map((entity) => toEntry(tenantId, entity)));
      for (const entity of waiting) published.set(nameOf(entity), entity.row.version);
      const now = await this.#read(tenantId, wanted);
      waiting = now.filter((entity) => entity.row.version > (published.get(nameOf(entity)) ?? 0));
    }
  }

  #read(tenantId: number, wanted: Wanted): Promise<FleetEntity[]> {
    return this.connections.reading(tenantId, async (tx) => {
      const entries = new FleetEntries(tx);
      const found: FleetEntity[] = [];
      for (const type of fleetStreamTypes) found.push(...(await entries.of(type, wanted.get(type) ?? [])));
      return found;
    });
  }
}

const nameOf = ({ type, id }: FleetEntity): string => `${type}/${id}`;

function idsOf(entries: readonly JournalEntry[]): Wanted {
  const ids = fleetStreamTypes.map((type) => {
    const own = entries.filter(({ stream }) => stream.type === type);
    return [type, [...new Set(own.map(({ stream }) => Number(stream.id)))]] as const;
  });
  return new Map(ids);
}
