import { PageCursor } from '@trackingbms/service-kit';
import type { AccessScope } from '@trackingbms/tenants';
import {
  ReadingHistory,
  RollUpHistory,
  type HistoryRange,
  type StoredHour,
  type TenantTransaction,
} from '@trackingbms/tenant-database';
import type { HistoryAnswer } from './history-answer.js';
import type { HistoryQuery } from './history-query.js';
import { readingAnswer } from './reading-answer.js';

export interface AskedHistory {
  readonly range: HistoryRange;
  readonly scope: AccessScope;
  readonly query: HistoryQuery;
}

const defaultLimit = 500;
/** A reading's frames may have 16 KiB. */
const longestPageWithFrames = 200;
const rawCursor = new PageCursor('history/raw', { timestamp: 'integer' });
const hourCursor = new PageCursor('history/hourly', { timestamp: 'integer' });

/** What every answer repeats of the question. */
export const heading = ({ range, query }: AskedHistory) => ({
  batteryId: range.batteryId,
  resolution: query.resolution ?? ('raw' as const),
  from: new Date(range.from).toISOString(),
  to: new Date(range.to).toISOString(),
});

/** Readings as they were stored. */
export async function rawPage(tx: TenantTransaction, asked: AskedHistory): Promise<HistoryAnswer> {
  const { range, scope, query } = asked;
  const rawFrames = query.include?.includes('rawFrames') ?? false;
  const limit = Math.min(query.limit ?? defaultLimit, rawFrames ? longestPageWithFrames : Infinity);
  const after = query.cursor === undefined ? null : rawCursor.decode(query.cursor).timestamp;
  const found = await new ReadingHistory(tx).page({ ...range, after, limit: limit + 1, rawFrames }, scope);
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    ...heading(asked),
    source: 'readings',
    items: shown.map((reading) => readingAnswer(reading, { fields: query.fields, rawFrames })),
    nextCursor: last === undefined ? null : rawCursor.encode({ timestamp: last.timestamp }),
  };
}

/** Hours as their roll-ups say; the one under way is as far as its readings. */
export async function hourlyPage(tx: TenantTransaction, asked: AskedHistory): Promise<HistoryAnswer> {
  const { range, scope, query } = asked;
  const limit = query.limit ?? defaultLimit;
  const after = query.cursor === undefined ? range.from - 1 : hourCursor.decode(query.cursor).timestamp;
  const from = Math.max(range.from, after + 1);
  const found = await new RollUpHistory(tx).hours({ ...range, from }, scope, limit + 1);
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    ...heading(asked),
    source: 'hours',
    items: shown.map(hourAnswer),
    nextCursor: last === undefined ? null : hourCursor.encode({ timestamp: last.rollUp.periodStart }),
  };
}

const hourAnswer = ({ rollUp, figures }: StoredHour) => ({
  periodStart: new Date(rollUp.periodStart).toISOString(),
  periodEnd: new Date(rollUp.periodEnd).toISOString(),
  ...figures,
});
