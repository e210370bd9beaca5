/** What the runtime may count and show. Every hook is optional, is called synchronously and must not throw. */
export interface EventLogObserver {
  published?(sent: {
    topic: string;
    partition: number;
    events: number;
    bytes: number;
    milliseconds: number;
  }): void;
  /** One attempt failed or its outcome is unknown; the same records are sent again until their time is over. */
  publishAttemptFailed?(attempt: { topic: string; partition: number; events: number; cause: string }): void;
  /** Bytes accepted by publish() and not yet acknowledged. */
  queuedBytes?(bytes: number): void;
  batchHandled?(batch: {
    topic: string;
    partition: number;
    records: number;
    milliseconds: number;
    lag: bigint;
  }): void;
  batchFailed?(batch: { topic: string; partition: number; attempt: number; error: unknown }): void;
  assigned?(group: string, partitions: number): void;
  /** The client gave up; a new one starts after a back-off. */
  consumerCrashed?(group: string, error: unknown): void;
  log?(level: 'error' | 'warn', message: string, detail: Readonly<Record<string, unknown>>): void;
}
