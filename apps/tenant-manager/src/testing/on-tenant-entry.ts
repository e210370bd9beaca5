import type { InMemoryEventLog } from '@trackingbms/event-log/testing';
import { decodeEvent, topics, type TenantEntryV1 } from '@trackingbms/message-contracts';

/** Calls back with each entry of the tenant on the compacted topic, those that are there and those to come. */
export function onTenantEntry(
  events: InMemoryEventLog,
  tenantId: number,
  callBack: (entry: TenantEntryV1) => void,
): void {
  const reader = events.compactedTopicReader({
    topic: topics.tenants,
    onEntry: (record) => {
      const decoded = decodeEvent(record);
      if (!decoded.ok)
        throw new Error(`The tenants topic holds a record that cannot be read: ${decoded.reason}`);
      const entry = decoded.event.data as TenantEntryV1;
      if (entry.tenantId === tenantId) callBack(entry);
    },
  });
  void reader.start();
}
