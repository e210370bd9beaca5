import type { EventData, EventTypeName, eventTypes } from '../event-types.js';

/** What every event carries beside its data: CloudEvents 1.0 and our extensions. */
export interface EventEnvelope {
  /** Unique for one fact, the same on every delivery: consumers drop what they have seen by it. 1 to 200 characters. */
  readonly id: string;
  /** Who made it, for example `/bms-connector`. */
  readonly source: string;
  readonly type: string;
  /** RFC 3339 UTC with milliseconds: when the fact happened. */
  readonly time: string;
  readonly tenantId: number;
  readonly subject?: string;
  readonly correlationId?: string;
  /** Id of the event that caused this one. */
  readonly causationId?: string;
  /** W3C trace context. */
  readonly traceparent?: string;
}

export interface DomainEvent<Data = unknown> extends EventEnvelope {
  readonly data: Data;
}

/** Any event of `eventTypes`, told apart by `type`. */
export type KnownEvent = {
  [Name in EventTypeName]: DomainEvent<EventData<Name>> & {
    readonly type: (typeof eventTypes)[Name]['type'];
  };
}[EventTypeName];

/** The wire form: CloudEvents 1.0, Kafka protocol binding, binary mode. A null value is a tombstone. */
export interface EncodedEvent {
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer | null;
}
