import type { PositiveCurrent } from '../device-profiles/current-direction.js';
import type { DeviceProfile } from '@trackingbms/device-profiles';
import type { Scheduled } from '../polling/poll-scheduler.js';
import type { BatteryDriver, DeviceAddress, LinkEndpoint } from '../protocols/battery-driver.js';

/** What plausibility is judged by; null where the battery's type does not say. */
export interface BatteryRating {
  /** Cells in series. */
  readonly cellCount: number | null;
  /** Ah. */
  readonly ratedCapacityAh: number | null;
  /** A, the larger of the charge and the discharge limit. */
  readonly maxCurrent: number | null;
}

/** A battery that is to be polled, and how. */
export interface PollTarget extends Scheduled {
  readonly tenantId: number;
  readonly batteryId: number;
  readonly driver: BatteryDriver;
  readonly endpoint: LinkEndpoint;
  readonly address: DeviceAddress;
  readonly profile: DeviceProfile;
  readonly timeoutMilliseconds: number;
  readonly positiveCurrent: PositiveCurrent | undefined;
  /** Whether a reading carries what the device sent for it. */
  readonly keepRawFrames: boolean;
  readonly rating: BatteryRating;
}
