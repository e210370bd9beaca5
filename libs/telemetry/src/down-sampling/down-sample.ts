import type { Reading } from '../reading.js';
import { fieldRules, type NumericField } from '../reading-fields.js';
import { defaultMaxGap } from '../roll-up/add-interval.js';
import { roundTo } from '../rounding.js';
import {
  addLine,
  addValue,
  bucketSeries,
  valueOf,
  type BucketSeries,
  type SampledValue,
} from './bucket-series.js';

export type Sample<Field extends NumericField> = Pick<Reading, 'timestamp' | Field>;

export interface DownSampling<Field extends NumericField> {
  /** Epoch ms, the first included, the last not. */
  readonly from: number;
  readonly to: number;
  /** How many buckets of equal length, at least one. */
  readonly points: number;
  readonly fields: readonly Field[];
  /** ms; default 300,000. */
  readonly maxGap?: number;
}

export interface SampledBucket<Field extends NumericField> {
  /** Epoch ms. */
  readonly start: number;
  readonly end: number;
  readonly readings: number;
  /** Share of the bucket between neighbouring readings, 0 to 1. */
  readonly coverage: number;
  /** Null where nothing is known of the field: a gap. */
  readonly values: Readonly<Record<Field, SampledValue | null>>;
}

/**
 * A curve of `points` buckets over readings in the order of their times, without the invalid ones. The neighbours of
 * [from, to) may be among them: the line to them counts inside. Values are rounded to the field's decimals.
 * Throws RangeError unless from < to and points is a whole number above 0.
 */
export function downSample<Field extends NumericField>(
  readings: Iterable<Sample<Field>>,
  sampling: DownSampling<Field>,
): SampledBucket<Field>[] {
  const sampler = new Sampler(sampling);
  let previous: Sample<Field> | null = null;
  for (const reading of readings) {
    sampler.addReading(reading);
    if (previous) sampler.addInterval(previous, reading);
    previous = reading;
  }
  return sampler.buckets();
}

class Sampler<Field extends NumericField> {
  private readonly width: number;
  private readonly series: readonly (readonly [Field, BucketSeries])[];
  private readonly counts: Float64Array;
  private readonly coveredMs: Float64Array;

  constructor(private readonly sampling: DownSampling<Field>) {
    const { from, to, points, fields } = sampling;
    if (!(from < to)) throw new RangeError('from must be before to');
    if (!(Number.isInteger(points) && points > 0))
      throw new RangeError('points must be a whole number above 0');
    this.width = (to - from) / points;
    this.series = fields.map((field) => [field, bucketSeries(points)]);
    this.counts = new Float64Array(points);
    this.coveredMs = new Float64Array(points);
  }

  addReading(reading: Sample<Field>): void {
    const { from, to } = this.sampling;
    if (reading.timestamp < from || reading.timestamp >= to) return;
    const bucket = this.bucketAt(reading.timestamp);
    add(this.counts, bucket, 1);
    for (const [field, series] of this.series) {
      const value = reading[field];
      if (value !== null) addValue(series, bucket, value);
    }
  }

  addInterval(previous: Sample<Field>, next: Sample<Field>): void {
    const { from, to, maxGap = defaultMaxGap } = this.sampling;
    const whole = next.timestamp - previous.timestamp;
    if (!(whole > 0 && whole <= maxGap)) return;
    const end = Math.min(next.timestamp, to);
    let start = Math.max(previous.timestamp, from);
    for (let bucket = this.bucketAt(start); start < end; bucket += 1) {
      const stop = Math.min(end, this.startOf(bucket + 1));
      if (stop > start) this.addPiece(bucket, previous, next, [start, stop]);
      start = Math.max(start, stop);
    }
  }

  private addPiece(
    bucket: number,
    previous: Sample<Field>,
    next: Sample<Field>,
    [start, stop]: readonly [number, number],
  ): void {
    const whole = next.timestamp - previous.timestamp;
    const milliseconds = stop - start;
    add(this.coveredMs, bucket, milliseconds);
    for (const [field, series] of this.series) {
      const left = previous[field];
      const right = next[field];
      if (left === null || right === null) continue;
      const valueAt = (time: number) => left + ((right - left) * (time - previous.timestamp)) / whole;
      addLine(series, bucket, { left: valueAt(start), right: valueAt(stop), milliseconds });
    }
  }

  buckets(): SampledBucket<Field>[] {
    return Array.from({ length: this.sampling.points }, (_, bucket) => ({
      start: this.startOf(bucket),
      end: this.startOf(bucket + 1),
      readings: this.counts[bucket] as number,
      coverage: Math.min(1, (this.coveredMs[bucket] as number) / this.width),
      values: this.valuesOf(bucket),
    }));
  }

  private valuesOf(bucket: number): Record<Field, SampledValue | null> {
    const values = {} as Record<Field, SampledValue | null>;
    for (const [field, series] of this.series) values[field] = rounded(valueOf(series, bucket), field);
    return values;
  }

  private startOf(bucket: number): number {
    const { from, to, points } = this.sampling;
    return bucket === points ? to : from + bucket * this.width;
  }

  private bucketAt(time: number): number {
    return Math.min(this.sampling.points - 1, Math.floor((time - this.sampling.from) / this.width));
  }
}

function add(figures: Float64Array, bucket: number, amount: number): void {
  figures[bucket] = (figures[bucket] as number) + amount;
}

function rounded(value: SampledValue | null, field: NumericField): SampledValue | null {
  if (value === null) return null;
  const { decimals } = fieldRules[field];
  return {
    min: roundTo(value.min, decimals),
    max: roundTo(value.max, decimals),
    avg: roundTo(value.avg, decimals),
  };
}
