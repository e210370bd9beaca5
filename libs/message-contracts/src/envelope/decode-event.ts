import { acceptEventData } from './check-event-data.js';
import type { EncodedEvent, EventEnvelope, KnownEvent } from './domain-event.js';
import { fromHeaders } from './event-headers.js';
import { findEventType, isFromTheFuture } from './known-event-types.js';

/**
 * - `TOMBSTONE`: no value; on a compacted topic the key is gone.
 * - `ENVELOPE_INVALID`, `NOT_JSON`, `UNKNOWN_TYPE`, `DATA_INVALID`: poison, goes to the dead letters.
 * - `FROM_THE_FUTURE`: a newer version of a known event. Park it and call for the new release: it is not poison.
 */
export type DecodeFailure =
  'TOMBSTONE' | 'ENVELOPE_INVALID' | 'NOT_JSON' | 'UNKNOWN_TYPE' | 'FROM_THE_FUTURE' | 'DATA_INVALID';

export type DecodedEvent =
  | { readonly ok: true; readonly event: KnownEvent }
  | {
      readonly ok: false;
      readonly reason: DecodeFailure;
      /** Header or path that is wrong, never its value. */
      readonly field?: string;
      /** What the headers say, as far as they could be read. */
      readonly envelope?: EventEnvelope;
    };

/** Reads a record. Never throws: whatever the bytes are, the answer says what to do with them. */
export function decodeEvent(record: EncodedEvent): DecodedEvent {
  const reading = fromHeaders(record.headers);
  const envelope = 'envelope' in reading ? reading.envelope : undefined;
  if (record.value === null) return { ok: false, reason: 'TOMBSTONE', envelope };
  if ('wrong' in reading) return { ok: false, reason: 'ENVELOPE_INVALID', field: reading.wrong };
  return decodeData(reading.envelope, record.value, record.headers['content-type']);
}

function decodeData(envelope: EventEnvelope, value: Buffer, contentType = ''): DecodedEvent {
  const eventType = findEventType(envelope.type);
  if (eventType === undefined) {
    return {
      ok: false,
      reason: isFromTheFuture(envelope.type) ? 'FROM_THE_FUTURE' : 'UNKNOWN_TYPE',
      envelope,
    };
  }
  if (!contentType.startsWith('application/json')) {
    return { ok: false, reason: 'ENVELOPE_INVALID', field: 'content-type', envelope };
  }
  const data = parse(value);
  if (data === undefined) return { ok: false, reason: 'NOT_JSON', envelope };
  const field = acceptEventData(eventType, data);
  if (field !== undefined) return { ok: false, reason: 'DATA_INVALID', field, envelope };
  return { ok: true, event: { ...envelope, data } as KnownEvent };
}

function parse(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString('utf8'));
  } catch {
    return undefined;
  }
}
