import type { DomainEvent, EncodedEvent } from './domain-event.js';
import { EventNotValid } from './event-not-valid.errors.js';
import { checkEventData } from './check-event-data.js';
import { fromHeaders, toHeaders } from './event-headers.js';
import { findEventType } from './known-event-types.js';

/**
 * Writes an event in its wire form. Null data makes a tombstone.
 * @throws EventNotValid when the event would be refused by its readers: a defect of the caller, retrying does not help.
 */
export function encodeEvent(event: DomainEvent): EncodedEvent {
  const headers = toHeaders(event, event.data !== null);
  const reading = fromHeaders(headers);
  if ('wrong' in reading) throw new EventNotValid(event.type, reading.wrong);
  const eventType = findEventType(event.type);
  if (eventType === undefined) throw new EventNotValid(event.type, 'ce_type');
  if (event.data === null) return { headers, value: null };
  const wrong = checkEventData(eventType, event.data);
  if (wrong !== undefined) throw new EventNotValid(event.type, wrong);
  return { headers, value: Buffer.from(JSON.stringify(event.data)) };
}
