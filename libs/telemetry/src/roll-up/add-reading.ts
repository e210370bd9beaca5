import type { DataQuality } from '../reading.js';
import type { RollUp, RollUpReading, RollUpSums } from './roll-up.js';
import { signals, stepsOf, type Signal } from './signals.js';

/** What a reading of this quality adds to the mean quality of a period. */
export const qualityPoints: Readonly<Record<DataQuality, number>> = {
  excellent: 4,
  good: 3,
  fair: 2,
  poor: 1,
  invalid: 0,
};

/**
 * Adds what one reading says by itself: counts, sums, extremes, first and last states. The reading belongs to the
 * period that holds its time; what lies between it and its neighbours is `addInterval`'s. Adding twice counts twice.
 */
export function addReading(rollUp: RollUp, reading: RollUpReading): void {
  const { sums } = rollUp;
  sums.qualitySum += qualityPoints[reading.dataQuality];
  sums.communicationErrors += reading.communicationErrors;
  if (reading.dataQuality === 'invalid') {
    sums.invalidReadings += 1;
    return;
  }
  sums.readings += 1;
  for (const signal of signals) addPoint(sums, signal, reading);
  addStateOfCharge(sums, reading);
  addStateOfHealth(sums, reading);
}

function addPoint(sums: RollUpSums, signal: Signal, reading: RollUpReading): void {
  const value = stepsOf(reading, signal.value);
  if (value !== null) {
    sums[signal.count] += 1;
    sums[signal.sum] += value;
  }
  const low = signal.low === signal.value ? value : stepsOf(reading, signal.low);
  const high = signal.high === signal.value ? value : stepsOf(reading, signal.high);
  if (low !== null) sums[signal.min] = Math.min(sums[signal.min] ?? low, low);
  if (high !== null) sums[signal.max] = Math.max(sums[signal.max] ?? high, high);
}

function addStateOfCharge(sums: RollUpSums, reading: RollUpReading): void {
  const soc = stepsOf(reading, 'socPercent');
  if (soc === null) return;
  if (sums.socFirstAt === null || reading.timestamp < sums.socFirstAt) {
    sums.socFirst = soc;
    sums.socFirstAt = reading.timestamp;
    sums.socFirstCurrent = stepsOf(reading, 'packCurrent');
  }
  if (sums.socLastAt === null || reading.timestamp > sums.socLastAt) {
    sums.socLast = soc;
    sums.socLastAt = reading.timestamp;
    sums.socLastCurrent = stepsOf(reading, 'packCurrent');
  }
}

function addStateOfHealth(sums: RollUpSums, reading: RollUpReading): void {
  const soh = stepsOf(reading, 'sohPercent');
  if (soh === null) return;
  if (sums.sohFirstAt === null || reading.timestamp < sums.sohFirstAt) {
    sums.sohFirst = soh;
    sums.sohFirstAt = reading.timestamp;
  }
  if (sums.sohLastAt === null || reading.timestamp > sums.sohLastAt) {
    sums.sohLast = soh;
    sums.sohLastAt = reading.timestamp;
  }
}
