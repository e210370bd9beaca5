import type { Scheduled } from '../polling/poll-scheduler.js';
import type { DeviceConnection } from './decide-connection.js';

/** What plausibility is judged by; null where the battery's type does not say. */
export interface BatteryRating {
  /** Cells in series. */
  readonly cellCount: number | null;
  /** Ah. */
  readonly ratedCapacityAh: number | null;
  /** A, the larger of the charge and the discharge limit. */
  readonly maxCurrent: number | null;
}

/** A battery that is to be polled, and how; when it is, its cadence says. */
export interface PollTarget extends Scheduled, Omit<DeviceConnection, 'pollIntervalSeconds'> {
  readonly tenantId: number;
  readonly batteryId: number;
  readonly rating: BatteryRating;
}
