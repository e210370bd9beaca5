import { encodeEvent, EventNotValid, eventTypes, type TopicName } from '@trackingbms/message-contracts';
import type { DeadLetterTopicName } from '@trackingbms/message-contracts';

export interface OutgoingEvent<T = unknown> {
  topic: TopicName;
  /** The aggregate: see `recordKeys`. */
  key: string;
  tenantId: number;
  /** `battery` takes the battery's id from the key `tenant/battery`. */
  partitionBy: 'tenant' | 'battery';
  id: string;
  type: string;
  source: string;
  /** RFC 3339 UTC. */
  time: string;
  /** Null is a tombstone: the key is gone. */
  data: T | null;
  subject?: string;
  correlationId?: string;
  causationId?: string;
  traceparent?: string;
}

export interface EventSink {
  /**
   * Resolves when every event is acknowledged by all in-sync copies.
   * @throws EventsNotPublished when some are not in time: publish the same events again, readers drop repeats by id.
   * @throws EventNotValid, EventTooLarge when one of them never will be; none of them was sent.
   */
  publish(events: readonly OutgoingEvent[]): Promise<void>;
}

/** A record whose bytes and partition are decided. */
export interface OutgoingRecord {
  readonly topic: TopicName | DeadLetterTopicName;
  readonly partition: number;
  readonly key: string | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

const topicsByType = new Map<string, TopicName>(
  Object.values(eventTypes).map(({ type, topic }) => [type, topic]),
);

/** @throws EventNotValid */
export function toRecord(event: OutgoingEvent, partition: number): OutgoingRecord {
  if (topicsByType.get(event.type) !== event.topic) throw new EventNotValid(event.type, 'topic');
  const { topic, key } = event;
  return { topic, key, partition, ...encodeEvent(event) };
}

const batteryKey = /^\d+\/(\d+)$/;

/** @throws EventNotValid when an event is to be placed by its battery and its key names none. */
export function batteryOf(event: OutgoingEvent): number | null {
  if (event.partitionBy === 'tenant') return null;
  const battery = Number(batteryKey.exec(event.key)?.[1]);
  if (!Number.isSafeInteger(battery) || battery < 1) throw new EventNotValid(event.type, 'key');
  return battery;
}
