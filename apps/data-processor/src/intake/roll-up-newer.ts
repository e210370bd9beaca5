import { emptyRollUp, placeReading, type Reading, type RollUp } from '@trackingbms/telemetry';
import type { BatteryMemory } from './battery-memory.js';

export interface RolledUp {
  /** The hours that changed, by their start. */
  readonly hours: Map<number, RollUp>;
  readonly lastValid: Reading | null;
}

/**
 * Adds readings that are newer than all before, earliest first. An hour that is not in memory and not before the newest
 * reading has no row yet: nothing can have been added to it.
 */
export function rollUpNewer(batteryId: number, memory: BatteryMemory, newer: readonly Reading[]): RolledUp {
  const hours = new Map<number, RollUp>();
  const rollUpAt = (start: number): RollUp => {
    let rollUp = hours.get(start);
    if (rollUp === undefined) {
      const before = memory.hours.get(start);
      rollUp = before ? { ...before, sums: { ...before.sums } } : emptyRollUp(batteryId, start);
      hours.set(start, rollUp);
    }
    return rollUp;
  };
  let { lastValid } = memory;
  for (const reading of newer) {
    placeReading(rollUpAt, { previous: lastValid, reading, next: null });
    if (reading.dataQuality !== 'invalid') lastValid = reading;
  }
  return { hours, lastValid };
}
