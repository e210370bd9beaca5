import type { OutgoingEvent } from '@trackingbms/event-log';
import { eventTypes, recordKeys, topics } from '@trackingbms/message-contracts';
import type { JournalEntry } from '@trackingbms/tenant-database';

const typeOf: Readonly<Record<string, string>> = {
  'SignedIn/1': eventTypes.SignedInV1.type,
  'SignInRefused/1': eventTypes.SignInRefusedV1.type,
  'SessionRevoked/1': eventTypes.SessionRevokedV1.type,
};

/** A journal entry as it goes out; it keeps its id, so that readers drop what they have seen. */
export function toOutgoingEvent(tenantId: number, entry: JournalEntry): OutgoingEvent {
  const { userId } = entry.payload as { userId?: number };
  return {
    topic: topics.identity,
    key: userId === undefined ? recordKeys.tenant(tenantId) : recordKeys.user(tenantId, userId),
    tenantId,
    partitionBy: 'tenant',
    id: entry.eventId,
    type: typeOf[`${entry.type}/${entry.schemaVersion}`] ?? entry.type,
    source: '/auth',
    time: new Date(entry.occurredAt).toISOString(),
    data: entry.payload,
    ...(entry.correlationId !== undefined && { correlationId: entry.correlationId }),
    ...(entry.causationId !== undefined && { causationId: entry.causationId }),
  };
}
