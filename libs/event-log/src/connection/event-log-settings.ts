import type { EventLogObserver } from './event-log-observer.js';

export interface EventLogSettings {
  /** host:port of at least one broker. */
  brokers: readonly string[];
  clientId: string;
  /** Put before every topic and group name: several environments, or tests, on one cluster. */
  namespace?: string;
  observer?: EventLogObserver;
}
