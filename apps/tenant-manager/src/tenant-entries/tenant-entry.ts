import { eventTypes, recordKeys, type TenantEntryV1 } from '@trackingbms/message-contracts';
import type { OutgoingEvent } from '@trackingbms/event-log';
import type { JournalEntry } from '@trackingbms/tenant-database';
import { statusOf, type KnownClient } from '@trackingbms/tenants';

/** What the other services learn of a client. No secret is in it, and nothing else that they do not need. */
export const toTenantEntry = (client: KnownClient, version: number): TenantEntryV1 => ({
  tenantId: client.tenantId,
  version,
  uuid: client.uuid,
  slug: client.slug,
  name: client.name,
  industryType: client.industry,
  status: statusOf(client),
  databaseServer: client.databaseServer,
  databaseName: client.databaseName,
  schemaVersion: client.schemaVersion,
  timeZone: client.timeZone,
  quotas: { ...client.quotas },
  modules: [...client.modules],
});

/** @param cause the newest journal entry of the client among those being published */
export function toOutgoingEvent(
  { client, version }: { client: KnownClient; version: number },
  cause: JournalEntry,
): OutgoingEvent<TenantEntryV1> {
  return {
    topic: eventTypes.TenantEntryV1.topic,
    type: eventTypes.TenantEntryV1.type,
    key: recordKeys.tenant(client.tenantId),
    tenantId: client.tenantId,
    partitionBy: 'tenant',
    id: cause.eventId,
    source: 'tenant-manager',
    subject: `client/${client.tenantId}`,
    time: new Date(cause.occurredAt).toISOString(),
    data: toTenantEntry(client, version),
    ...(cause.correlationId && { correlationId: cause.correlationId }),
  };
}
