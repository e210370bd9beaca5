import { randomUUID } from 'node:crypto';
import type { NewJournalEvent } from '../journal/journal-entry.js';

/** An event to be appended, of a type and with a payload that mean nothing. */
export function someEvent(overrides: Partial<NewJournalEvent> = {}): NewJournalEvent {
  return {
    eventId: randomUUID(),
    type: 'SomethingHappened',
    schemaVersion: 1,
    payload: {},
    occurredAt: Date.UTC(2026, 0, 1),
    ...overrides,
  };
}
