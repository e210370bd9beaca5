import type { MeasuredReading } from '../measured-reading.js';
import type { ReadingCircumstances } from '../reading-circumstances.js';
import type { Reading } from '../reading.js';

export interface Evidence {
  /** As measured, without what was set aside. */
  readonly believed: MeasuredReading;
  readonly reading: Reading;
  readonly circumstances: ReadingCircumstances;
}

/** True when the check finds the reading suspect; null when it lacks what it needs. */
export type Check = (evidence: Evidence) => boolean | null;

/** Whether a difference is more than allowed; a millionth is what binary fractions may add to equal decimals. */
export const exceeds = (difference: number, allowed: number): boolean =>
  Math.abs(difference) - allowed > 1e-6;
