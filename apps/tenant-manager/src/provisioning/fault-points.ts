/** Where a provisioning may break: a test lets it break there, in service nothing listens. */
export interface FaultPoints {
  /** Rejects in a test, as if the process had died at this point. */
  reached(point: string): Promise<void>;
}

export const noFaults: FaultPoints = { reached: () => Promise.resolve() };
