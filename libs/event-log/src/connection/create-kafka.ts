import kafkajs, { type Kafka, type KafkaConfig, type logCreator } from 'kafkajs';
import type { EventLogObserver } from './event-log-observer.js';
import type { EventLogSettings } from './event-log-settings.js';
import { quietRequestQueue } from './quiet-request-queue.js';

quietRequestQueue();

/** What these say reaches the caller as an error or a crash anyway, and they say it for every try. */
const repetitive = new Set(['Connection', 'BrokerPool']);

function forwardTo(observer: EventLogObserver | undefined): logCreator {
  return () =>
    ({ namespace, level, log: { message, error } }) => {
      if (!repetitive.has(namespace))
        observer?.log?.(level === kafkajs.logLevel.WARN ? 'warn' : 'error', message, { namespace, error });
    };
}

/** @param overrides for tests that have to break the connection. */
export function createKafka(settings: EventLogSettings, overrides: Partial<KafkaConfig> = {}): Kafka {
  return new kafkajs.Kafka({
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    connectionTimeout: 3000,
    requestTimeout: 10_000,
    // A fresh broker answers NOT_COORDINATOR for a while: fewer than five retries give up too early.
    retry: { initialRetryTime: 100, maxRetryTime: 2000, retries: 5 },
    logLevel: kafkajs.logLevel.WARN,
    logCreator: forwardTo(settings.observer),
    ...overrides,
  });
}
