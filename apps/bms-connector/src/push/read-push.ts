import { timeIsTrusted, type MeasuredReading } from '@trackingbms/telemetry';
import { decoderOf, type PayloadDecoder } from './payloads/payload-decoder.js';
import type { PushTarget } from './push-target.js';

/** Readings of one request or message at most. */
export const mostReadings = 1_000;

/** `TIME_*`: see `timeOf`; `NO_VALUE`: nothing in it is a value of a reading. */
export type RefusalReason = 'TIME_INVALID' | 'TIME_IMPOSSIBLE' | 'TIME_MISSING' | 'NO_VALUE';

/** A reading that cannot be kept, while the others can. */
export interface RefusedReading {
  /** Place among the readings of the request, from 0. */
  readonly index: number;
  readonly reason: RefusalReason;
}

export interface ReadPush {
  readonly type: 'read';
  /** In the order of their times, each time once. */
  readonly readings: readonly MeasuredReading[];
  /** Readings left out because an earlier one of the request has the same time. */
  readonly duplicates: number;
  readonly refused: readonly RefusedReading[];
}

/** What is no reading, or of another battery, refuses everything: its sender is not the one it should be. */
export type WrongPush =
  | { readonly type: 'not-a-reading'; readonly index: number }
  | { readonly type: 'other-battery'; readonly index: number }
  | { readonly type: 'too-many' };

/** When pushed readings came, and what that says of their times. */
export interface Arrival {
  /** Epoch ms. */
  readonly receivedAt: number;
  /** The readings may have been under way for any time: each has to have its own. */
  readonly needsTimes?: boolean;
}

/** The readings of pushed documents, measured and not yet judged. */
export function readPush(
  target: PushTarget,
  documents: readonly unknown[],
  arrival: Arrival,
): ReadPush | WrongPush {
  const decoder = decoderOf(target.profile);
  const payloads = payloadsOf(decoder, documents);
  if (payloads === undefined) return { type: 'too-many' };
  return wrongOf(target, decoder, payloads) ?? readAll(target, payloads as object[], arrival);
}

function payloadsOf(decoder: PayloadDecoder, documents: readonly unknown[]): readonly unknown[] | undefined {
  const payloads: unknown[] = [];
  for (const document of documents) {
    for (const payload of decoder.readingsOf(document)) {
      if (payloads.length === mostReadings) return undefined;
      payloads.push(payload);
    }
  }
  return payloads;
}

function wrongOf(
  { names }: PushTarget,
  decoder: PayloadDecoder,
  payloads: readonly unknown[],
): WrongPush | undefined {
  for (const [index, payload] of payloads.entries()) {
    if (!isObject(payload)) return { type: 'not-a-reading', index };
    const named = decoder.batteryOf(payload);
    if (named !== undefined && !names.includes(named)) return { type: 'other-battery', index };
  }
  return undefined;
}

const isObject = (payload: unknown): payload is object =>
  typeof payload === 'object' && payload !== null && !Array.isArray(payload);

function readAll(target: PushTarget, payloads: readonly object[], arrival: Arrival): ReadPush {
  const decoder = decoderOf(target.profile);
  const byTime = new Map<number, MeasuredReading>();
  const refused: RefusedReading[] = [];
  let duplicates = 0;
  for (const [index, payload] of payloads.entries()) {
    const timestamp = timeOf(decoder, payload, { ...arrival, isAlone: payloads.length === 1 });
    const decoded = decoder.decode(payload, target.positiveCurrent);
    if (typeof timestamp === 'string') refused.push({ index, reason: timestamp });
    else if (!saysSomething(decoded)) refused.push({ index, reason: 'NO_VALUE' });
    else if (byTime.has(timestamp)) duplicates += 1;
    else byTime.set(timestamp, { ...decoded, timestamp });
  }
  const readings = [...byTime.values()].sort((one, other) => one.timestamp - other.timestamp);
  return { type: 'read', readings, duplicates, refused };
}

/**
 * A reading that comes alone and at once may leave its time out: then it is of now. Among several that would be one time for all. A
 * time before 2000 or more than five minutes ahead is no time of a reading.
 */
function timeOf(
  decoder: PayloadDecoder,
  payload: object,
  { receivedAt, needsTimes, isAlone }: Arrival & { readonly isAlone: boolean },
): number | RefusalReason {
  const time = decoder.timeOf(payload);
  if (time === undefined) return isAlone && !needsTimes ? receivedAt : 'TIME_MISSING';
  if (time === null) return 'TIME_INVALID';
  return timeIsTrusted(time, receivedAt) ? time : 'TIME_IMPOSSIBLE';
}

function saysSomething({ setAside, ...values }: Omit<MeasuredReading, 'timestamp'>): boolean {
  const isKnown = Object.values(values).some((value) => value !== null && value !== undefined);
  return isKnown || (setAside?.length ?? 0) > 0;
}
