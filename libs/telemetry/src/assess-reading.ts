import { completeReading } from './complete-reading.js';
import type { MeasuredReading } from './measured-reading.js';
import { crossChecks, type Suspicion } from './plausibility/cross-checks.js';
import { qualityOf, worseQuality } from './plausibility/data-quality.js';
import { setAsideImpossible } from './plausibility/set-aside-impossible.js';
import { timeIsTrusted } from './plausibility/trusted-time.js';
import type { ReadingCircumstances } from './reading-circumstances.js';
import type { Reading } from './reading.js';

export interface AssessedReading {
  readonly reading: Reading;
  /** The checks that did not pass, in the order of the README's table; their values stay in the reading. */
  readonly suspicions: readonly Suspicion[];
}

/**
 * The full reading with what is impossible set aside (null, raw value and reason in `setAside`), what follows derived
 * from the rest, and its quality by the README's table: never better than the quality that came with it, so judging a
 * reading again changes nothing.
 */
export function assessReading(
  measured: MeasuredReading,
  circumstances: ReadingCircumstances,
): AssessedReading {
  const believed = setAsideImpossible(measured, circumstances);
  const reading = completeReading(believed, circumstances);
  const { suspicions, allRan } = crossChecks({ believed, reading, circumstances });
  const trusted =
    timeIsTrusted(measured.timestamp, circumstances.receivedAt) && circumstances.batteryIsTrusted !== false;
  const judged = qualityOf({ trusted, reading, suspicions: suspicions.length, allRan });
  const dataQuality = worseQuality(judged, measured.dataQuality ?? judged);
  return { reading: { ...reading, dataQuality }, suspicions };
}
