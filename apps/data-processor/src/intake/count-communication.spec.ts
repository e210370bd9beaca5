import { describe, expect, it } from '@jest/globals';
import type { Communication, CommunicationPeriod } from '@trackingbms/tenant-database';
import fc from 'fast-check';
import { countCommunication } from './count-communication.js';

const minute = 60_000;
const period = (at: number, changes: Partial<CommunicationPeriod> = {}): CommunicationPeriod => ({
  since: at - minute,
  at,
  readings: 5,
  failures: {},
  latencyMilliseconds: 20,
  longestLatencyMilliseconds: 90,
  signalStrength: 70,
  ...changes,
});
const count = (periods: readonly CommunicationPeriod[]): Communication | null =>
  periods.reduce<Communication | null>(countCommunication, null);
const start = Date.UTC(2026, 7, 1);

describe('the counts of a battery’s communication', () => {
  it('add up by kind, and the newest period is shown as it was', () => {
    const newest = period(start + minute, { readings: 2, failures: { timeout: 1, garbled: 3 } });
    expect(count([period(start, { failures: { timeout: 2 } }), newest])).toMatchObject({
      since: start - minute,
      readings: 7,
      failures: { timeout: 3, garbled: 3 },
      lastPeriod: newest,
    });
  });

  it('do not change when a period is said again', () => {
    const [one, two] = [period(start), period(start + minute)];
    const once = count([one, two]);
    expect(countCommunication(once, one)).toBe(once);
    expect(countCommunication(once, two)).toBe(once);
  });

  it('take a period that comes late, and go on showing the newest', () => {
    const late = period(start, { failures: { reset: 1 } });
    expect(count([period(start + minute), late])).toMatchObject({
      since: start - minute,
      readings: 10,
      failures: { reset: 1 },
      lastPeriod: { at: start + minute },
    });
  });

  it('tell periods of two connectors apart that end at the same time', () => {
    const other = period(start, { since: start - 1, readings: 1 });
    expect(count([period(start), other])?.readings).toBe(6);
  });

  it('rather leave out what is older than all they remember than count it twice', () => {
    const many = Array.from({ length: 20 }, (_, index) => period(start + index * minute));
    const once = count(many);
    expect(many.reduce<Communication | null>(countCommunication, once)).toBe(once);
    expect(once).toMatchObject({ readings: 100 });
    expect(once?.counted).toHaveLength(8);
  });

  it('keep a row small, whatever the kinds are called', () => {
    const kinds = Array.from({ length: 50 }, (_, index): [string, number] => [
      `kind-${'x'.repeat(index % 25)}${'y'.repeat(index % 3)}`,
      1,
    ]);
    const odd = { __proto__x: 1, 'A B': 1, ['z'.repeat(31)]: 1 };
    const counted = count([
      period(start, { failures: odd }),
      period(start + minute, { failures: Object.fromEntries(kinds) }),
    ]);
    expect(Object.keys(counted?.failures ?? {}).length).toBeLessThanOrEqual(21);
    expect(counted?.failures.other).toBeGreaterThanOrEqual(3);
    const all = Object.values(counted?.failures ?? {}).reduce((sum, one) => sum + one, 0);
    expect(all).toBe(3 + new Set(kinds.map(([kind]) => kind)).size);
  });

  it('are the sums of all periods, whatever comes again and in which order near ones come', () => {
    fc.assert(
      fc.property(fc.array(saidPeriod, { maxLength: 30 }), (said) => {
        const counted = count(asTheyCome(said));
        const total = (of: (each: SaidPeriod) => number) => said.reduce((sum, each) => sum + of(each), 0);
        if (said.length === 0) return;
        expect(counted?.readings).toBe(total(({ readings }) => readings));
        const sums = { timeout: total(({ timeout }) => timeout), reset: total(({ reset }) => reset) };
        expect({ timeout: 0, reset: 0, ...counted?.failures }).toEqual(sums);
      }),
    );
  });
});

interface SaidPeriod {
  readonly readings: number;
  readonly timeout: number;
  readonly reset: number;
  /** Whether it comes before the one before it. */
  readonly early: boolean;
  /** How many of those before it come again after it. */
  readonly repeats: number;
}

const saidPeriod: fc.Arbitrary<SaidPeriod> = fc.record({
  readings: fc.nat(100),
  timeout: fc.nat(9),
  reset: fc.nat(9),
  early: fc.boolean(),
  repeats: fc.nat(3),
});

function asTheyCome(said: readonly SaidPeriod[]): CommunicationPeriod[] {
  const periods = said.map(({ readings, timeout, reset }, index) =>
    period(start + index * minute, { readings, failures: { timeout, reset } }),
  );
  for (const [index, { early }] of said.entries()) {
    if (early && index > 0) periods.splice(index - 1, 2, ...periods.slice(index - 1, index + 1).reverse());
  }
  return periods.flatMap((each, index) => [
    each,
    ...periods.slice(Math.max(0, index - (said[index]?.repeats ?? 0)), index),
  ]);
}
