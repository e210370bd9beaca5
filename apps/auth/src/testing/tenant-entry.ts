import { randomUUID } from 'node:crypto';
import type { OutgoingEvent } from '@trackingbms/event-log';
import { eventTypes, recordKeys, type TenantEntryV1, topics } from '@trackingbms/message-contracts';

export function tenantEntry(tenantId: number, changes: Partial<TenantEntryV1> = {}): TenantEntryV1 {
  return {
    tenantId,
    version: 1,
    uuid: randomUUID(),
    slug: `client-${tenantId}`,
    name: `Client ${tenantId}`,
    industryType: 'batteries',
    status: 'active',
    databaseServer: 'first',
    databaseName: `client_${tenantId}_batteries`,
    schemaVersion: 4,
    timeZone: 'America/Toronto',
    quotas: { maxUsers: 10, maxDevices: 100, maxStorageGb: 10, apiRateLimit: 1_000 },
    modules: ['core'],
    ...changes,
  };
}

export function tenantEntryEvent(entry: TenantEntryV1): OutgoingEvent {
  return {
    topic: topics.tenants,
    key: recordKeys.tenant(entry.tenantId),
    tenantId: entry.tenantId,
    partitionBy: 'tenant',
    id: randomUUID(),
    type: eventTypes.TenantEntryV1.type,
    source: '/tenant-manager',
    time: new Date().toISOString(),
    data: entry,
  };
}
