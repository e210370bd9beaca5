import type { Reading } from '../reading.js';
import type { ReadingCircumstances } from '../assess-reading.js';

export type Suspicion = string;

export interface CrossCheckResult {
  readonly suspicions: readonly Suspicion[];
  readonly allRan: boolean;
}

export function crossChecks(_reading: Reading, _circumstances: ReadingCircumstances): CrossCheckResult {
  return { suspicions: [], allRan: true };
}
