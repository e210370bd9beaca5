import type { Reading } from '@trackingbms/telemetry';
import { timeText } from '../http/queries.js';

/** A reading with its times as RFC 3339 UTC, or the part of it that was asked for. */
export type ReadingAnswer = Readonly<Record<string, unknown>> & { readonly timestamp: string };

/** @param fields names to answer beside the time; all without it */
export function readingAnswer(reading: Reading, fields?: readonly string[]): ReadingAnswer {
  const timestamp = new Date(reading.timestamp).toISOString();
  const whole: Record<string, unknown> = {
    ...reading,
    timestamp,
    bmsTimestamp: timeText(reading.bmsTimestamp),
  };
  if (fields === undefined) return whole as ReadingAnswer;
  return { timestamp, ...Object.fromEntries(fields.map((field) => [field, whole[field]])) };
}
