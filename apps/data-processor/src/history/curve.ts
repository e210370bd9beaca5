import {
  defaultMaxGap,
  downSample,
  hourMilliseconds,
  hourStart,
  mergeRollUps,
  toHistoryFigures,
  type NumericField,
  type SampledValue,
} from '@trackingbms/telemetry';
import {
  numericFieldNames,
  ReadingHistory,
  RollUpHistory,
  type StoredHour,
  type TenantTransaction,
} from '@trackingbms/tenant-database';
import type { HistoryAnswer } from './history-answer.js';
import { heading, type AskedHistory } from './history-pages.js';
import { hourField } from './hour-field.js';

const defaultPoints = 300;
const mostReadings = 200_000;
const mostHours = 100_000;
const defaultFields = ['packVoltage', 'packCurrent', 'packPower', 'socPercent', 'tempMax'];

interface Bucket {
  readonly start: string;
  readonly end: string;
  readonly coverage: number;
  readonly values: Readonly<Record<string, SampledValue | null>>;
}

/**
 * At most `points` buckets of equal length with the smallest, the largest and the time-weighted mean value of each
 * field. Made of the readings; of whole hours where a bucket is an hour or more, or the readings are too many.
 */
export async function curve(tx: TenantTransaction, asked: AskedHistory): Promise<HistoryAnswer> {
  const { range, query } = asked;
  const points = query.points ?? defaultPoints;
  const fields = (query.fields ?? defaultFields).filter((field) => numericFieldNames.includes(field));
  const ofHours = (range.to - range.from) / points >= hourMilliseconds || (await hasTooMany(tx, asked));
  const items = ofHours
    ? await fromHours(tx, asked, points, fields)
    : await fromReadings(tx, asked, points, fields);
  return { ...heading(asked), source: ofHours ? 'hours' : 'readings', items, nextCursor: null };
}

const hasTooMany = async (tx: TenantTransaction, { range, scope }: AskedHistory): Promise<boolean> =>
  (await new ReadingHistory(tx).count(range, scope, mostReadings)) >= mostReadings;

async function fromReadings(
  tx: TenantTransaction,
  { range, scope }: AskedHistory,
  points: number,
  fields: readonly string[],
): Promise<Bucket[]> {
  const { from, to } = range;
  // The neighbours of the range are read too: the line to them counts inside.
  const around = { ...range, from: from - defaultMaxGap, to: to + defaultMaxGap };
  const readings = await new ReadingHistory(tx).samples(around, scope, fields);
  const sampled = downSample(readings, { from, to, points, fields: fields as NumericField[] });
  return sampled.map(({ start, end, coverage, values }) => ({ ...spanOf(start, end), coverage, values }));
}

const spanOf = (start: number, end: number) => ({
  start: new Date(start).toISOString(),
  end: new Date(end).toISOString(),
});

async function fromHours(
  tx: TenantTransaction,
  { range, scope }: AskedHistory,
  points: number,
  fields: readonly string[],
): Promise<Bucket[]> {
  const from = hourStart(range.from);
  const hoursEach = Math.max(1, Math.ceil((range.to - from) / points / hourMilliseconds));
  const width = hoursEach * hourMilliseconds;
  const hours = await new RollUpHistory(tx).hours({ ...range, from }, scope, mostHours);
  const buckets: Bucket[] = [];
  for (let start = from, next = 0; start < range.to; start += width) {
    const parts: StoredHour[] = [];
    for (; (hours[next]?.rollUp.periodStart ?? Infinity) < start + width; next += 1)
      parts.push(hours[next] as StoredHour);
    buckets.push(bucketOf(parts, start, start + width, fields));
  }
  return buckets;
}

function bucketOf(
  parts: readonly StoredHour[],
  start: number,
  end: number,
  fields: readonly string[],
): Bucket {
  const sums = mergeRollUps(parts.map(({ rollUp }) => rollUp.sums));
  const figures = toHistoryFigures({ periodStart: start, periodEnd: end, sums }, null);
  const values = Object.fromEntries(fields.map((field) => [field, hourField(figures, field)]));
  return { ...spanOf(start, end), coverage: figures.coveragePercent / 100, values };
}
