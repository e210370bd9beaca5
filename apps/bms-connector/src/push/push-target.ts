import type { DeviceProfile } from '@trackingbms/device-profiles';
import type { PositiveCurrent } from '../device-profiles/current-direction.js';
import type { BatteryRating } from '../fleet-view/poll-target.js';
import type { BatteryRef } from '../readings/battery-events.js';

/** A battery whose device says its readings by itself, and how they are read. */
export interface PushTarget extends BatteryRef {
  readonly key: string;
  readonly profile: DeviceProfile;
  readonly positiveCurrent: PositiveCurrent | undefined;
  readonly rating: BatteryRating;
  /** What a reading may call this battery by: its id, UUID and serial number. */
  readonly names: readonly string[];
  /** ms without a reading after which the next one is a return. */
  readonly silence: number;
}
