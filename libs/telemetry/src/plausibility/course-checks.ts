import { defaultMaxGap } from '../roll-up/add-interval.js';
import type { Reading } from '../reading.js';
import { exceeds, type Check, type Evidence } from './check.js';
import { hasStuckValue } from './unchanged-values.js';

/** ms; farther ahead than five minutes is no time of a reading at all. */
const suspiciouslyAhead = 2 * 60_000;

/** The reading's time is more than two minutes ahead of its arrival. */
export const clockIsAhead: Check = ({ reading, circumstances }) =>
  reading.timestamp > circumstances.receivedAt + suspiciouslyAhead;

/** °C: what an open thermistor (-40) and a sensor that has just been powered (85) say, to the digit. */
const sentinels: ReadonlySet<number | null> = new Set([-40, 85]);

/** A sensor says exactly what a missing one says. */
export const temperatureIsSentinel: Check = ({ reading }) => {
  const { temperatures, tempMin, tempMax } = reading;
  if (tempMin === null && tempMax === null) return null;
  return [tempMin, tempMax, ...(temperatures ?? [])].some((one) => sentinels.has(one));
};

/** The reading before this one and the time between them in ms, where they are near enough to be compared. */
function step({ reading, circumstances }: Evidence): { previous: Reading; milliseconds: number } | null {
  const { previous } = circumstances;
  if (!previous || previous.dataQuality === 'invalid') return null;
  const milliseconds = reading.timestamp - previous.timestamp;
  return milliseconds > 0 && milliseconds <= defaultMaxGap ? { previous, milliseconds } : null;
}

/** The hottest or coldest sensor moved by more than 5 K a minute, and by more than 2 K. */
export const temperatureJumped: Check = (evidence) => {
  const since = step(evidence);
  if (!since) return null;
  const allowed = Math.max(2, (5 * since.milliseconds) / 60_000);
  const jumped = (one: number | null, other: number | null) =>
    one !== null && other !== null && exceeds(one - other, allowed);
  const { reading } = evidence;
  return jumped(reading.tempMax, since.previous.tempMax) || jumped(reading.tempMin, since.previous.tempMin);
};

/** The state of charge moved by 2 % more, or less, than the charge that flowed. */
export const stateOfChargeJumped: Check = (evidence) => {
  const since = step(evidence);
  const { ratedCapacityAh } = evidence.circumstances;
  if (!since || !ratedCapacityAh) return null;
  const moved = difference(evidence.reading.socPercent, since.previous.socPercent);
  const ampereHours = chargeBetween(since.previous, evidence.reading, since.milliseconds);
  return moved === null || ampereHours === null
    ? null
    : exceeds(moved - (100 * ampereHours) / ratedCapacityAh, 2);
};

const difference = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : one - other;

function chargeBetween(previous: Reading, next: Reading, milliseconds: number): number | null {
  if (previous.packCurrent === null || next.packCurrent === null) return null;
  return ((previous.packCurrent + next.packCurrent) / 2) * (milliseconds / 3_600_000);
}

const counters = [
  'chargeCycles',
  'totalChargeAh',
  'totalDischargeAh',
  'totalEnergyChargedWh',
  'totalEnergyDischargedWh',
] as const;

/** A counter that only rises is below what it was: the device was reset, or lost its memory. */
export const counterFell: Check = ({ reading, circumstances }) => {
  const { previous } = circumstances;
  if (!previous || previous.timestamp >= reading.timestamp) return null;
  return counters.some((counter) => (difference(reading[counter], previous[counter]) ?? 0) < 0);
};

/** A voltage or a sensor stands still while the others move. */
export const valueIsStuck: Check = ({ reading, circumstances }) =>
  circumstances.unchanged ? hasStuckValue(circumstances.unchanged, reading) : null;
