import { addInterval, defaultMaxGap, removeInterval, type RollUpAt } from './add-interval.js';
import { addReading } from './add-reading.js';
import { hourMilliseconds, hourStart, type RollUpReading } from './roll-up.js';

/** A new reading between its neighbours in time: the nearest on each side that are not invalid, null for none. */
export interface Placement {
  readonly previous: RollUpReading | null;
  readonly reading: RollUpReading;
  readonly next: RollUpReading | null;
}

/**
 * Takes one new reading into the hours it touches, newest (`next` null) or late: the result equals a recomputation to
 * the digit. The caller passes each (battery, timestamp) once. Neighbours farther away than `maxGap` may be left null.
 */
export function placeReading(rollUpAt: RollUpAt, placement: Placement, maxGap = defaultMaxGap): void {
  const { previous, reading, next } = placement;
  addReading(rollUpAt(hourStart(reading.timestamp)), reading);
  if (reading.dataQuality === 'invalid') return;
  if (previous && next) removeInterval(rollUpAt, previous, next, maxGap);
  if (previous) addInterval(rollUpAt, previous, reading, maxGap);
  if (next) addInterval(rollUpAt, reading, next, maxGap);
}

/** Starts of the hours that a reading at this time can change, earliest first: one or two with gaps up to 30 minutes. */
export function touchedHours(timestamp: number, maxGap = defaultMaxGap): number[] {
  const hours = [];
  for (let hour = hourStart(timestamp - maxGap); hour <= timestamp + maxGap; hour += hourMilliseconds) {
    hours.push(hour);
  }
  return hours;
}
