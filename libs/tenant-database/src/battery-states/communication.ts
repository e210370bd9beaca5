/** What was exchanged with a battery's device during a period. Times are epoch milliseconds. */
export interface CommunicationPeriod {
  readonly since: number;
  readonly at: number;
  /** Good readings. */
  readonly readings: number;
  /** Failed exchanges by kind. */
  readonly failures: Readonly<Record<string, number>>;
  /** ms that good readings took on average, and at most; null where none was asked for. */
  readonly latencyMilliseconds: number | null;
  readonly longestLatencyMilliseconds: number | null;
  /** %, 0 to 100, the newest of the period. */
  readonly signalStrength: number | null;
}

/** What was exchanged with a battery's device since its first report. */
export interface Communication {
  /** Epoch milliseconds: where the first period began. */
  readonly since: number;
  readonly readings: number;
  readonly failures: Readonly<Record<string, number>>;
  readonly lastPeriod: CommunicationPeriod;
  /** Beginning and end of the newest periods that were counted, earliest end first: what is said again counts once. */
  readonly counted: readonly (readonly [since: number, at: number])[];
}
