/** What time it is, so that a test can say so. */
export abstract class Clock {
  /** Epoch milliseconds. */
  abstract now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
