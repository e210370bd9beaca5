import type { Reading } from '@trackingbms/telemetry';
import type { Communication } from './communication.js';

export const connectionStatuses = ['online', 'offline', 'unknown'] as const;
export type ConnectionStatus = (typeof connectionStatuses)[number];

/** What is known of a battery now. Times are epoch milliseconds. */
export interface BatteryState {
  readonly batteryId: number;
  /** The newest reading by its own time, without frames; null before the first. */
  readonly latest: Reading | null;
  /** When the readings topic took the newest reading in; null before the first. */
  readonly lastDataReceived: number | null;
  readonly connection: ConnectionStatus;
  /** Why it is offline, a stable word; null otherwise. */
  readonly connectionReason: string | null;
  readonly connectionSince: number | null;
  /** Failed exchanges with the device since its last good reading. */
  readonly communicationErrors: number;
  /** Null before the first report. */
  readonly communication: Communication | null;
}

/** A battery that has not been heard of yet. */
export const unheardBattery = (batteryId: number): BatteryState => ({
  batteryId,
  latest: null,
  lastDataReceived: null,
  connection: 'unknown',
  connectionReason: null,
  connectionSince: null,
  communicationErrors: 0,
  communication: null,
});
