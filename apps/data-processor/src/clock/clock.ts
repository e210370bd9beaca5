/** Time as an argument: the simulator has its own. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after the time, or at once when the signal is aborted. Never rejects. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
