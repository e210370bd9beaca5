import { completeReading } from '../complete-reading.js';
import type { MeasuredReading } from '../measured-reading.js';
import type { Reading } from '../reading.js';

/** 2026-01-01T00:00:00Z, the start of an hour. */
export const firstOf2026 = Date.UTC(2026, 0, 1);

/** What a healthy 16-cell lithium iron phosphate pack at rest says, with what a test is about on top. */
export function measured(values: Partial<MeasuredReading> = {}): MeasuredReading {
  return {
    timestamp: firstOf2026,
    packVoltage: 52.8,
    cellVoltages: Array.from({ length: 16 }, () => 3.3),
    packCurrent: 0,
    temperatures: [21.5, 22],
    socPercent: 60,
    sohPercent: 98.5,
    faultCodes: [],
    ...values,
  };
}

/** A full reading of the same pack. What follows from the values given is derived, unless it is given too. */
export const aReading = (values: Partial<MeasuredReading> = {}): Reading => completeReading(measured(values));

/** A reading that knows nothing but its time, and what is given. */
export const aBareReading = (values: Partial<MeasuredReading> = {}): Reading =>
  completeReading({ timestamp: firstOf2026, ...values });
