import type { AlertCode, AlertEvent } from '@trackingbms/alerts';
import type { JournalEntry, NewJournalEvent, StreamName } from '../journal/journal-entry.js';

/** Type of the streams of alerts in the journal: one stream for a battery and a code. */
export const alertStreamType = 'alert';

/** Of the events as they are written now; a change of their shape is a new number and an upcaster. */
const alertSchemaVersion = 1;

export const alertStream = (batteryId: number, code: AlertCode): StreamName => ({
  type: alertStreamType,
  id: `${batteryId}/${code}`,
});

/** The event an entry was made from. Throws for a version this program does not know. */
export function alertEventOf(entry: JournalEntry): AlertEvent {
  if (entry.schemaVersion !== alertSchemaVersion) {
    throw new Error(
      `${entry.type} has schema version ${entry.schemaVersion}, which this program does not know.`,
    );
  }
  return { ...entry.payload, type: entry.type } as AlertEvent;
}

export function alertJournalEvent(event: AlertEvent, eventId: string): NewJournalEvent {
  const { type, ...payload } = event;
  const by = 'by' in event ? event.by : null;
  return {
    eventId,
    type,
    schemaVersion: alertSchemaVersion,
    payload,
    occurredAt: event.at,
    ...(by !== null && { actor: `user/${by}` }),
  };
}
