import { completeReading, type CompletionOptions } from './complete-reading.js';
import type { MeasuredReading } from './measured-reading.js';
import { crossChecks, type Suspicion } from './plausibility/cross-checks.js';
import { qualityOf } from './plausibility/data-quality.js';
import { setAsideImpossible } from './plausibility/set-aside-impossible.js';
import { timeIsTrusted } from './plausibility/trusted-time.js';
import type { UnchangedValues } from './plausibility/unchanged-values.js';
import type { Reading } from './reading.js';

/** What is known around a reading. Whatever is left out makes the checks that need it "not possible", never passed. */
export interface ReadingCircumstances extends CompletionOptions {
  /** Epoch ms: when it arrived. */
  readonly receivedAt: number;
  /** The battery's last reading before this one, where it is at hand. */
  readonly previous?: Reading | null;
  /** How long its values have not moved; kept up by `trackUnchanged`. */
  readonly unchanged?: UnchangedValues | null;
  /** Cells in series, of the type. */
  readonly cellCount?: number | null;
  /** Ah, of the type. */
  readonly ratedCapacityAh?: number | null;
  /** A, magnitudes, of the battery's limits. */
  readonly maxCurrent?: number | null;
  /** False when the device says that it is another one than the battery's: the whole reading is invalid. */
  readonly batteryIsTrusted?: boolean;
}

export interface AssessedReading {
  readonly reading: Reading;
  /** The checks that did not pass, in the order of the README's table; the values stay. */
  readonly suspicions: readonly Suspicion[];
}

/**
 * The full reading with what is impossible set aside (null, raw value and reason in `setAside`), what follows derived
 * from the rest, and its quality by the README's table. A reading that was assessed before comes out as it went in.
 */
export function assessReading(
  measured: MeasuredReading,
  circumstances: ReadingCircumstances,
): AssessedReading {
  const believed = setAsideImpossible(measured, circumstances);
  const reading = completeReading(believed, circumstances);
  const { suspicions, allRan } = crossChecks(reading, circumstances);
  const trusted =
    timeIsTrusted(measured.timestamp, circumstances.receivedAt) && circumstances.batteryIsTrusted !== false;
  const dataQuality = qualityOf({ trusted, reading, suspicions: suspicions.length, allRan });
  return { reading: { ...reading, dataQuality }, suspicions };
}
