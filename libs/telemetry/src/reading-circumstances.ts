import type { CompletionOptions } from './complete-reading.js';
import type { UnchangedValues } from './plausibility/unchanged-values.js';
import type { Reading } from './reading.js';

/** What is known around a reading. A check that needs what is left out is not possible, which is not passed. */
export interface ReadingCircumstances extends CompletionOptions {
  /** Epoch ms: when it arrived. */
  readonly receivedAt: number;
  /** The battery's last reading before this one. */
  readonly previous?: Reading | null;
  /** How long its values have been the same; kept up by `trackUnchanged`. */
  readonly unchanged?: UnchangedValues | null;
  /** Cells in series, of the type. */
  readonly cellCount?: number | null;
  /** Ah, of the type. */
  readonly ratedCapacityAh?: number | null;
  /** A, the larger magnitude of the battery's two limits. */
  readonly maxCurrent?: number | null;
  /** False when the device says it is not this battery's: the whole reading is invalid. */
  readonly batteryIsTrusted?: boolean;
}
