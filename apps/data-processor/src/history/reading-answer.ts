import type { Reading } from '@trackingbms/telemetry';
import { timeText } from '../http/queries.js';

/** A reading with its times as RFC 3339 UTC, or the part of it that was asked for. */
export type ReadingAnswer = Readonly<Record<string, unknown>> & { readonly timestamp: string };

export interface ReadingParts {
  /** Names to answer beside the time; all without it. */
  readonly fields?: readonly string[];
  /** Whether the frames that were kept come with it, however the fields are chosen. */
  readonly rawFrames?: boolean;
}

export function readingAnswer({ rawFrames, ...reading }: Reading, parts: ReadingParts = {}): ReadingAnswer {
  const timestamp = new Date(reading.timestamp).toISOString();
  const whole: Record<string, unknown> = {
    ...reading,
    timestamp,
    bmsTimestamp: timeText(reading.bmsTimestamp),
  };
  const asked = parts.fields?.map((field): [string, unknown] => [field, whole[field]]);
  return {
    ...(asked ? Object.fromEntries(asked) : whole),
    timestamp,
    ...(parts.rawFrames && { rawFrames }),
  };
}
