import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Reading } from '../reading.js';
import { firstOf2026, readingSeries } from '../testing/index.js';
import { aBareReading } from '../testing/a-reading.js';
import { difference, fraction, product, sum, within, type Fraction } from '../testing/fraction.js';
import { mergeRollUps } from './merge-roll-ups.js';
import { placeReading } from './place-reading.js';
import { emptyRollUp, hourStart, rollUpSumNames, type RollUp } from './roll-up.js';
import { rollUpHour } from './roll-up-hour.js';
import { powerSteps, stepsOf } from './signals.js';

/** An intake in small: each reading once, placed between the neighbours it has by then. */
function takeIn(arrivals: readonly Reading[], maxGap?: number): Map<number, RollUp> {
  const hours = new Map<number, RollUp>();
  const at = (start: number) => {
    const rollUp = hours.get(start) ?? emptyRollUp(1, start);
    hours.set(start, rollUp);
    return rollUp;
  };
  const stored = new Map<number, Reading>();
  for (const reading of arrivals) {
    if (stored.has(reading.timestamp)) continue;
    const counted = [...stored.values()].filter((one) => one.dataQuality !== 'invalid');
    const earlier = counted.filter((one) => one.timestamp < reading.timestamp);
    const later = counted.filter((one) => one.timestamp > reading.timestamp);
    const latest = (all: Reading[], sign: number) =>
      all.sort((one, other) => sign * (other.timestamp - one.timestamp))[0] ?? null;
    placeReading(at, { previous: latest(earlier, 1), reading, next: latest(later, -1) }, maxGap);
    stored.set(reading.timestamp, reading);
  }
  return hours;
}

const recomputed = (readings: readonly Reading[], periodStart: number, maxGap?: number) =>
  rollUpHour({ batteryId: 1, periodStart, readings, maxGap });

const arrivalsOf = (series: Reading[]) =>
  fc.record({
    order: fc.shuffledSubarray(series, { minLength: series.length, maxLength: series.length }),
    again: fc.array(fc.constantFrom(...series), { maxLength: 5 }),
  });

const seriesAndArrivals = readingSeries().chain((series) =>
  fc.record({ series: fc.constant(series), arrivals: arrivalsOf(series) }),
);

describe('an hour of readings', () => {
  it('is the same to the digit in any order of arrival, with any duplicates, and recomputed', () => {
    fc.assert(
      fc.property(
        seriesAndArrivals,
        fc.constantFrom(undefined, 60_000, 3_600_000),
        ({ series, arrivals }, maxGap) => {
          const hours = takeIn([...arrivals.order, ...arrivals.again], maxGap);
          for (const [start, rollUp] of hours) {
            expect(rollUp).toEqual(recomputed([...arrivals.again, ...series], start, maxGap));
          }
          const readings = [...hours.values()].reduce(
            (all, { sums }) => all + sums.readings + sums.invalidReadings,
            0,
          );
          expect(readings).toBe(series.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('and the next make the day to the digit', () => {
    fc.assert(
      fc.property(readingSeries({ maxLength: 60 }), (series) => {
        const hours = [...takeIn(series).values()].map(({ sums }) => sums);
        const day = mergeRollUps(hours);
        const direct = wholeOf(series);
        for (const name of Object.keys(direct) as (keyof typeof direct)[]) {
          expect([name, day[name]]).toEqual([name, direct[name]]);
        }
        for (const name of rollUpSumNames)
          expect(day[name]).toEqual(mergeRollUps([...hours].reverse())[name]);
      }),
      { numRuns: 200 },
    );
  });

  it('holds what exact fractions say, within half a step for each cut', () => {
    fc.assert(
      fc.property(readingSeries(), (series) => {
        for (const [start, { sums }] of takeIn(series)) {
          const exact = exactHour(series, start);
          // Two edges, each rounded once.
          expect(within(fraction(sums.packVoltageTwice), exact.voltage, fraction(1))).toBe(true);
          expect(within(fraction(sums.packCurrentTwice), exact.current, fraction(1))).toBe(true);
          const net = fraction(sums.energyChargedTwice - sums.energyDischargedTwice);
          expect(within(net, exact.energy, fraction(1))).toBe(true);
          expect(sums.packVoltageCoveredMs).toBe(exact.coveredMs);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('stays below 2^53 at the bounds of what is possible', () => {
    const extreme = {
      packVoltage: 2_000,
      packCurrent: -5_000,
      packPower: -10_000_000,
      socPercent: 100,
      sohPercent: 100,
    };
    const series = Array.from({ length: 26 }, (_, index) =>
      aBareReading({ ...extreme, temperatures: [120], timestamp: firstOf2026 - 150_000 + index * 150_000 }),
    );
    const { sums } = recomputed(series, firstOf2026);
    expect(rollUpSumNames.filter((name) => !Number.isSafeInteger(sums[name] ?? 0))).toEqual([]);
    expect(sums.energyDischargedTwice).toBe(2 * 1e9 * 3_600_000);
    expect(BigInt(sums.energyDischargedTwice)).toBe(2n * 1_000_000_000n * 3_600_000n);
  });
});

const neighbours = (series: readonly Reading[]) => {
  const counted = series.filter((one) => one.dataQuality !== 'invalid');
  return counted.slice(1).flatMap((next, index) => {
    const previous = counted[index] as Reading;
    return next.timestamp - previous.timestamp <= 300_000 ? [{ previous, next }] : [];
  });
};

/** The whole stretch without hours: whole intervals need no cut, so nothing of it is rounded but the crossings. */
function wholeOf(series: readonly Reading[]) {
  let voltage = 0n;
  let current = 0n;
  let energy = 0n;
  let covered = 0n;
  for (const { previous, next } of neighbours(series)) {
    const whole = BigInt(next.timestamp - previous.timestamp);
    covered += whole;
    voltage += trapezoid(stepsOf(previous, 'packVoltage'), stepsOf(next, 'packVoltage'), whole);
    current += trapezoid(stepsOf(previous, 'packCurrent'), stepsOf(next, 'packCurrent'), whole);
    energy += trapezoid(powerSteps(previous), powerSteps(next), whole);
  }
  const split = crossings(series);
  return {
    packVoltageTwice: voltage,
    packCurrentTwice: current,
    coveredMs: covered,
    energyChargedTwice: split,
    energyDischargedTwice: split - energy,
  };
}

const trapezoid = (left: number | null, right: number | null, whole: bigint): bigint =>
  left === null || right === null ? 0n : BigInt(left + right) * whole;

/** The charged part over whole intervals, each rounded once at its crossing by exact division. */
function crossings(series: readonly Reading[]): bigint {
  let charged = 0n;
  for (const { previous, next } of neighbours(series)) {
    const left = powerSteps(previous);
    const right = powerSteps(next);
    if (left === null || right === null) continue;
    const whole = BigInt(next.timestamp - previous.timestamp);
    const net = BigInt(left + right) * whole;
    charged +=
      left >= 0 && right >= 0 ? net : left <= 0 && right <= 0 ? 0n : triangle(left, right, whole, net);
  }
  return charged;
}

function triangle(left: number, right: number, whole: bigint, net: bigint): bigint {
  const change = BigInt(Math.abs(left) + Math.abs(right));
  const first = (2n * BigInt(left) * BigInt(left) * whole + change) / (2n * change);
  return left > 0 ? first : first + net;
}

interface ExactHour {
  voltage: Fraction;
  current: Fraction;
  energy: Fraction;
  coveredMs: number;
}

function exactHour(series: readonly Reading[], start: number): ExactHour {
  const exact = { voltage: fraction(0), current: fraction(0), energy: fraction(0), coveredMs: 0 };
  for (const { previous, next } of neighbours(series)) {
    const from = Math.max(previous.timestamp, start);
    const to = Math.min(next.timestamp, hourStart(start) + 3_600_000);
    if (from >= to) continue;
    const part = (left: number | null, right: number | null) =>
      exactPart({ left, right, from, to, previous, next });
    const voltage = [stepsOf(previous, 'packVoltage'), stepsOf(next, 'packVoltage')] as const;
    exact.voltage = sum(exact.voltage, part(...voltage));
    exact.current = sum(exact.current, part(stepsOf(previous, 'packCurrent'), stepsOf(next, 'packCurrent')));
    exact.energy = sum(exact.energy, part(powerSteps(previous), powerSteps(next)));
    if (!voltage.includes(null)) exact.coveredMs += to - from;
  }
  return exact;
}

interface ExactPart {
  left: number | null;
  right: number | null;
  from: number;
  to: number;
  previous: Reading;
  next: Reading;
}

/** Twice the integral of the line between `from` and `to`. */
function exactPart({ left, right, from, to, previous, next }: ExactPart): Fraction {
  if (left === null || right === null) return fraction(0);
  const slope = fraction(right - left, next.timestamp - previous.timestamp);
  const at = (time: number) => sum(fraction(left), product(slope, fraction(time - previous.timestamp)));
  return product(sum(at(from), at(to)), difference(fraction(to), fraction(from)));
}
