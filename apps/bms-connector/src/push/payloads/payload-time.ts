import type { PushedReading, TimeUnit } from '@trackingbms/device-profiles';
import { memberAt } from './json-pointer.js';

/** Epoch ms; undefined: the reading says no time; null: what it says is none. */
export type PayloadTime = number | null | undefined;

/** Finds a reading's own time, as the profile says where and how it is written. */
export function payloadClock(push: PushedReading | undefined): (payload: object) => PayloadTime {
  if (!push?.timestamp) return () => undefined;
  const { pointer, unit } = push.timestamp;
  const find = memberAt(pointer);
  return (payload) => {
    const written = find(payload);
    return written === undefined || written === null ? undefined : timeOf(written, unit);
  };
}

function timeOf(written: unknown, unit: TimeUnit): number | null {
  if (unit === 'rfc3339') return typeof written === 'string' ? instantOf(written) : null;
  const counted = countOf(written);
  return counted === null ? null : wholeMilliseconds(unit === 'seconds' ? counted * 1_000 : counted);
}

function countOf(written: unknown): number | null {
  if (typeof written === 'number') return written;
  return typeof written === 'string' && counts.test(written) ? Number(written) : null;
}

function wholeMilliseconds(time: number): number | null {
  const whole = Math.round(time);
  return Number.isSafeInteger(whole) ? whole : null;
}

const counts = /^\d{1,16}(?:\.\d{1,9})?$/;
const rfc3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** A time without its zone could be any, and 31 February is no day: neither is a time. */
function instantOf(text: string): number | null {
  const [, year = '', month = '', day = ''] = rfc3339.exec(text) ?? [];
  if (year === '' || !isDay(Number(year), Number(month), Number(day))) return null;
  const time = Date.parse(text.toUpperCase().replace(' ', 'T'));
  return Number.isNaN(time) ? null : time;
}

const isDay = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
