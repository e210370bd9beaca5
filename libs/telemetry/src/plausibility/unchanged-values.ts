import type { Reading } from '../reading.js';

/** Since when each watched value has been the same, and how far its witness has moved meanwhile. */
export interface UnchangedValues {
  readonly values: Readonly<Record<string, unknown>>;
}

export function trackUnchanged(before: UnchangedValues | null, _reading: Reading): UnchangedValues {
  return before ?? { values: {} };
}
