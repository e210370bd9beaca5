/** The one place where topic names are made: every other project takes them from here (lint forbids the literals). */
const topic = <Noun extends string>(noun: Noun) => `trackingbms.${noun}.v1` as const;

export const topics = {
  readings: topic('readings'),
  fleet: topic('fleet'),
  fleetEvents: topic('fleet-events'),
  alerts: topic('alerts'),
  tenants: topic('tenants'),
  identity: topic('identity'),
  /** Nothing is ever written to it: its partitions are shares of devices, which a group of connectors deals out. */
  pollingShares: topic('polling-shares'),
} as const;

export type TopicName = (typeof topics)[keyof typeof topics];
export type DeadLetterTopicName = `${TopicName}.dead-letter`;

/** Where a record goes that cannot be read or applied, with its original bytes and the reason. */
export const deadLetterTopic = (source: TopicName): DeadLetterTopicName => `${source}.dead-letter`;
