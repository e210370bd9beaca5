import type { DataQuality, Reading } from '../reading.js';

export interface QualityGrounds {
  /** Whether its time and its battery are beyond doubt. */
  readonly trusted: boolean;
  readonly reading: Reading;
  /** Cross checks that did not pass. */
  readonly suspicions: number;
  /** Whether every core check could be made. */
  readonly allRan: boolean;
}

/** So many failed exchanges before a reading count as a suspicion; a single one keeps it from excellent. */
const suspiciousErrors = 3;

/** The README's table of quality, from the worst down. */
export function qualityOf({ trusted, reading, suspicions, allRan }: QualityGrounds): DataQuality {
  if (!trusted) return 'invalid';
  const doubts = suspicions + (reading.communicationErrors >= suspiciousErrors ? 1 : 0);
  if (reading.setAside || doubts >= 2) return 'poor';
  if (doubts === 1) return 'fair';
  return allRan && reading.communicationErrors === 0 ? 'excellent' : 'good';
}

const fromBest: readonly DataQuality[] = ['excellent', 'good', 'fair', 'poor', 'invalid'];

export const worseQuality = (one: DataQuality, other: DataQuality): DataQuality =>
  fromBest.indexOf(one) > fromBest.indexOf(other) ? one : other;
