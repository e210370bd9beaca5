import { effectiveLimits } from '@trackingbms/batteries';
import type { BatteryEntryV1, BatteryTypeEntryV1 } from '@trackingbms/message-contracts';
import type { BatteryRating } from './poll-target.js';

const unknownRating: BatteryRating = { cellCount: null, ratedCapacityAh: null, maxCurrent: null };

/** What of a battery's type and its own limits its readings are judged by. */
export function batteryRating(battery: BatteryEntryV1, type: BatteryTypeEntryV1 | undefined): BatteryRating {
  if (!type) return unknownRating;
  const { currentChargeMax, currentDischargeMax } = effectiveLimits(type, battery);
  const currents = [currentChargeMax, currentDischargeMax].flatMap((limit) => (limit ? [limit.value] : []));
  return {
    cellCount: type.cellCount,
    ratedCapacityAh: type.capacityAh,
    maxCurrent: currents.length > 0 ? Math.max(...currents) : null,
  };
}
