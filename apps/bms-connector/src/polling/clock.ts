/** Time as an argument, so that hours of polling fit into a test. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls back once; the answer takes the call back. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
