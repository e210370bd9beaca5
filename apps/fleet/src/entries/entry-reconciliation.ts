import { CompactedTopicReader, type EventLogSettings } from '@trackingbms/event-log';
import { decodeEvent, topics } from '@trackingbms/message-contracts';
import {
  FleetEntries,
  fleetStreamTypes,
  type FleetEntity,
  type FleetStreamType,
  type TenantConnections,
} from '@trackingbms/tenant-database';
import { entitiesAtOnce } from './entities-at-once.js';
import type { FleetPublisher } from './fleet-publisher.js';
import { entryKey } from './to-entry.js';

/** Newest version of each entity on the compacted topic, by key. */
export type TopicVersions = ReadonlyMap<string, number>;

/** Brings the compacted topic back to what the tenants' databases say: after it was lost, or restored from an older copy. */
export class EntryReconciliation {
  constructor(
    private readonly connections: TenantConnections,
    private readonly publisher: FleetPublisher,
    private readonly eventLog: EventLogSettings,
  ) {}

  /** Reads the topic from its beginning to its end. */
  async topicVersions(): Promise<TopicVersions> {
    const versions = new Map<string, number>();
    const reader = new CompactedTopicReader(this.eventLog, {
      topic: topics.fleet,
      onEntry: ({ key, value, headers }) => {
        const decoded = decodeEvent({ value, headers });
        if (key === null || !decoded.ok || !('version' in decoded.event.data)) return;
        versions.set(key, decoded.event.data.version);
      },
    });
    try {
      await reader.start();
    } finally {
      await reader.stop();
    }
    return versions;
  }

  /** Publishes what the topic lacks or has in an older version. Answers how many entries that were. */
  async reconcile(tenantId: number, known: TopicVersions): Promise<number> {
    let published = 0;
    for (const type of fleetStreamTypes) {
      for (let page = await this.#after(tenantId, type, 0); page.length > 0;) {
        const stale = page.filter(
          ({ id, row }) => (known.get(entryKey(tenantId, type, id)) ?? 0) < row.version,
        );
        await this.publisher.publishEntries(tenantId, new Map([[type, stale.map(({ id }) => id)]]));
        published += stale.length;
        page = await this.#after(tenantId, type, page.at(-1)?.id ?? Infinity);
      }
    }
    return published;
  }

  #after(tenantId: number, type: FleetStreamType, id: number): Promise<FleetEntity[]> {
    return this.connections.reading(tenantId, (tx) =>
      new FleetEntries(tx).after(type, id, entitiesAtOnce[type]),
    );
  }
}
