/** Running figures of one field over all buckets; the arrays are indexed by bucket. */
export interface BucketSeries {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly sum: Float64Array;
  readonly count: Float64Array;
  /** Unit x ms. */
  readonly integral: Float64Array;
  readonly coveredMs: Float64Array;
  /** Extremes of the lines through a bucket, for those that hold no reading. */
  readonly lineMin: Float64Array;
  readonly lineMax: Float64Array;
}

export function bucketSeries(points: number): BucketSeries {
  const filled = (value: number) => new Float64Array(points).fill(value);
  return {
    min: filled(Infinity),
    max: filled(-Infinity),
    sum: filled(0),
    count: filled(0),
    integral: filled(0),
    coveredMs: filled(0),
    lineMin: filled(Infinity),
    lineMax: filled(-Infinity),
  };
}

export function addValue(series: BucketSeries, bucket: number, value: number): void {
  series.min[bucket] = Math.min(at(series.min, bucket), value);
  series.max[bucket] = Math.max(at(series.max, bucket), value);
  series.sum[bucket] = at(series.sum, bucket) + value;
  series.count[bucket] = at(series.count, bucket) + 1;
}

/** A straight line from one value to the other, `milliseconds` long, all of it inside the bucket. */
export interface LinePiece {
  readonly left: number;
  readonly right: number;
  readonly milliseconds: number;
}

export function addLine(
  series: BucketSeries,
  bucket: number,
  { left, right, milliseconds }: LinePiece,
): void {
  series.integral[bucket] = at(series.integral, bucket) + ((left + right) / 2) * milliseconds;
  series.coveredMs[bucket] = at(series.coveredMs, bucket) + milliseconds;
  series.lineMin[bucket] = Math.min(at(series.lineMin, bucket), left, right);
  series.lineMax[bucket] = Math.max(at(series.lineMax, bucket), left, right);
}

export interface SampledValue {
  readonly min: number;
  readonly max: number;
  /** Time-weighted where time is covered, else the plain mean. */
  readonly avg: number;
}

/** Null where the bucket neither holds a reading nor lies on a line between two. */
export function valueOf(series: BucketSeries, bucket: number): SampledValue | null {
  const count = at(series.count, bucket);
  const covered = at(series.coveredMs, bucket);
  if (count === 0 && covered === 0) return null;
  return {
    min: at(count ? series.min : series.lineMin, bucket),
    max: at(count ? series.max : series.lineMax, bucket),
    avg: covered ? at(series.integral, bucket) / covered : at(series.sum, bucket) / count,
  };
}

const at = (figures: Float64Array, bucket: number): number => figures[bucket] as number;
