import type { AlertCode } from './alert-codes.js';
import type { Alert, AlertEvent, OpenAlert } from './alert.js';

/** An open alert and where its stream stands. */
export interface StoredAlert {
  /** The position of its AlertRaised in the tenant's journal. */
  readonly alertId: number;
  /** Version of the stream of its battery and code. */
  readonly version: number;
  readonly alert: OpenAlert;
}

export interface FoundAlert {
  readonly alertId: number;
  readonly version: number;
  readonly batteryId: number;
  readonly code: AlertCode;
  /** Quiet once this very alert is resolved, whatever the stream did later. */
  readonly alert: Alert;
}

/** Events of one stream, decided on its state at `expected`: a version, or quiet where no open alert was loaded. */
export interface AlertChange {
  readonly batteryId: number;
  readonly code: AlertCode;
  readonly expected: number | 'quiet';
  readonly events: readonly AlertEvent[];
}

/** Where a change left its stream. */
export interface AppendedAlert {
  readonly batteryId: number;
  readonly code: AlertCode;
  readonly version: number;
  /** Of each event, in order: the alert it belongs to. */
  readonly alertIds: readonly number[];
}

/** The alerts of one tenant, within one transaction. */
export interface AlertStore {
  /** Open alerts of these batteries, in no particular order; none for an id that is not known. */
  loadOpen(batteryIds: readonly number[]): Promise<StoredAlert[]>;
  find(alertId: number): Promise<FoundAlert | null>;
  /** All of them or none. Rejects with `AlertChangedMeanwhile` when a stream is not where it was expected. */
  append(changes: readonly AlertChange[]): Promise<AppendedAlert[]>;
}
