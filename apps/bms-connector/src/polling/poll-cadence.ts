export interface Cadence {
  /** ms. */
  readonly interval: number;
  /** 0 to 1 of the interval: how far a poll may be moved, so that devices of one interval do not fall into step. */
  readonly jitter: number;
  /** Failed polls in a row after which a device counts as gone. */
  readonly offlineAfter: number;
  /** ms: a gone device is asked at least this often, unless its interval is longer. */
  readonly longestProbe: number;
}

export const defaultJitter = 0.02;
export const defaultOfflineAfter = 3;
export const defaultLongestProbe = 30_000;
const longestFirstWait = 10_000;

/** ms until the first poll: spread, so that a start with thousands of devices is no burst. */
export const firstWait = ({ interval }: Cadence, random: () => number): number =>
  random() * Math.min(interval, longestFirstWait);

/**
 * When the next poll is due, counted from when this one was: on the beat however long the poll took, and a beat that
 * was missed altogether is not made up for.
 */
export function nextBeat(cadence: Cadence, due: number, now: number, random: () => number): number {
  const { interval, jitter } = cadence;
  const missed = Math.max(0, Math.floor((now - due) / interval));
  return due + (missed + 1) * interval + (random() - 0.5) * jitter * interval;
}

/** ms until a gone device is asked again: twice as long after each failure, up to the longest probe. */
export function probeWait(cadence: Cadence, failures: number, random: () => number): number {
  const { interval, offlineAfter, longestProbe } = cadence;
  const doubled = interval * 2 ** Math.min(20, Math.max(0, failures - offlineAfter));
  return Math.min(doubled, Math.max(interval, longestProbe)) * (0.9 + 0.1 * random());
}
