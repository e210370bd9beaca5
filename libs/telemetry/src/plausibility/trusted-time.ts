const earliest = Date.UTC(2000, 0, 1);
const latestAhead = 5 * 60_000;

/** Whether a time can be the time of a reading: not before 2000, and at most five minutes ahead of its arrival. */
export const timeIsTrusted = (timestamp: number, receivedAt: number): boolean =>
  Number.isInteger(timestamp) && timestamp >= earliest && timestamp <= receivedAt + latestAhead;
