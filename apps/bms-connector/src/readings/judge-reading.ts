import {
  assessReading,
  trackUnchanged,
  type MeasuredReading,
  type Reading,
  type UnchangedValues,
} from '@trackingbms/telemetry';
import type { BatteryRating } from '../fleet-view/poll-target.js';

/** A battery's newest reading, and since when its values have been the same. */
export interface LastReading {
  readonly reading: Reading;
  readonly unchanged: UnchangedValues;
}

interface Judgement {
  readonly reading: Reading;
  /** What the next reading is judged by. */
  readonly last: LastReading;
}

interface Arrival {
  readonly rating: BatteryRating;
  /** Epoch ms. */
  readonly receivedAt: number;
}

/**
 * The full reading, with what is impossible set aside and its quality stated by the one before it. One that is not
 * newer than that is judged alone, and leaves the course of the values as it was.
 */
export function judgeReading(
  before: LastReading | undefined,
  measured: MeasuredReading,
  arrival: Arrival,
): Judgement {
  if (before && measured.timestamp <= before.reading.timestamp) {
    return { reading: assess(measured, arrival), last: before };
  }
  const reading = assess(measured, arrival, before);
  return { reading, last: { reading, unchanged: trackUnchanged(before?.unchanged ?? null, reading) } };
}

function assess(measured: MeasuredReading, { rating, receivedAt }: Arrival, before?: LastReading): Reading {
  const previous = before?.reading ?? null;
  const unchanged = before?.unchanged ?? null;
  return assessReading(measured, { ...rating, receivedAt, previous, unchanged }).reading;
}
