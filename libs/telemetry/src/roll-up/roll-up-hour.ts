import { addInterval, defaultMaxGap } from './add-interval.js';
import { addReading } from './add-reading.js';
import { emptyRollUp, hourMilliseconds, type RollUp, type RollUpReading } from './roll-up.js';

export interface HourOfReadings {
  readonly batteryId: number;
  /** Epoch ms of a whole UTC hour. */
  readonly periodStart: number;
  /**
   * All readings in [periodStart - maxGap, periodEnd + maxGap], in any order: what lies outside the hour serves as
   * neighbour at its edges. Of two with one timestamp the first counts.
   */
  readonly readings: Iterable<RollUpReading>;
  readonly maxGap?: number;
}

/** The hour from its stored readings, from nothing: what the incremental way must equal to the digit. */
export function rollUpHour(hour: HourOfReadings): RollUp {
  const { batteryId, periodStart, maxGap = defaultMaxGap } = hour;
  const rollUp = emptyRollUp(batteryId, periodStart);
  const beside = { ...rollUp, sums: emptyRollUp(batteryId, periodStart).sums };
  const at = (start: number) => (start === periodStart ? rollUp : beside);
  let previous: RollUpReading | null = null;
  for (const reading of inOrder(hour.readings)) {
    if (reading.timestamp >= periodStart && reading.timestamp < periodStart + hourMilliseconds) {
      addReading(rollUp, reading);
    }
    if (reading.dataQuality === 'invalid') continue;
    if (previous) addInterval(at, previous, reading, maxGap);
    previous = reading;
  }
  return rollUp;
}

function inOrder(readings: Iterable<RollUpReading>): RollUpReading[] {
  const byTime = new Map<number, RollUpReading>();
  for (const reading of readings) {
    if (!byTime.has(reading.timestamp)) byTime.set(reading.timestamp, reading);
  }
  return [...byTime.values()].sort((one, other) => one.timestamp - other.timestamp);
}
