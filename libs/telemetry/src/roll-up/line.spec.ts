import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fraction, product, roundedHalfAway, sum, type Fraction } from '../testing/fraction.js';
import { divide, divideBig, divideProduct, twiceIntegralUpTo, twicePositiveUpTo } from './line.js';

/** The greatest whole steps of a signal: 10 MW in 0.01 W. */
const bound = 1_000_000_000;
const signed = fc.oneof(
  fc.integer({ min: -bound, max: bound }),
  fc.integer({ min: -50, max: 50 }),
  fc.constantFrom(-bound, -1, 0, 1, bound),
);
const length = fc.oneof(
  fc.integer({ min: 1, max: 3_600_000 }),
  fc.constantFrom(1, 2, 3, 299_999, 300_000, 3_600_000),
);
const lines = fc.record({
  left: signed,
  right: signed,
  whole: length,
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** The line's value at `part`, exactly. */
const valueAt = (part: number, left: number, right: number, whole: number): Fraction =>
  sum(fraction(left), fraction(BigInt(right - left) * BigInt(part), whole));

/** Twice the integral up to `part`, exactly. */
const exactTwice = (part: number, left: number, right: number, whole: number): Fraction =>
  product(sum(fraction(left), valueAt(part, left, right, whole)), fraction(part));

/** Twice the integral of what of the line is above zero, up to `part`, exactly: its triangles and trapezoids. */
function exactTwicePositive(part: number, left: number, right: number, whole: number): Fraction {
  if (left >= 0 && right >= 0) return exactTwice(part, left, right, whole);
  if (left <= 0 && right <= 0) return fraction(0);
  const crossing = fraction(BigInt(Math.abs(left)) * BigInt(whole), Math.abs(left) + Math.abs(right));
  const end = valueAt(part, left, right, whole);
  const beyond = BigInt(part) * crossing.denominator > crossing.numerator;
  if (left > 0) return beyond ? product(fraction(left), crossing) : exactTwice(part, left, right, whole);
  if (!beyond) return fraction(0);
  return product(end, sum(fraction(part), product(crossing, fraction(-1))));
}

describe('a straight line between two readings', () => {
  it('has its own integral to the digit over the whole', () => {
    fc.assert(
      fc.property(lines, ({ left, right, whole }) => {
        expect(BigInt(twiceIntegralUpTo(whole, left, right, whole))).toBe(
          BigInt(left + right) * BigInt(whole),
        );
      }),
    );
  });

  it('is cut anywhere as exact fractions, rounded once, say', () => {
    fc.assert(
      fc.property(lines, ({ left, right, whole, share }) => {
        const part = Math.floor(share * whole);
        const expected = roundedHalfAway(exactTwice(part, left, right, whole));
        expect(BigInt(twiceIntegralUpTo(part, left, right, whole))).toBe(expected);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is split at its zero crossing within half a step of exact fractions, wherever it is cut', () => {
    fc.assert(
      fc.property(lines, ({ left, right, whole, share }) => {
        const part = Math.floor(share * whole);
        const exact = exactTwicePositive(part, left, right, whole);
        const positive = twicePositiveUpTo(part, left, right, whole);
        const steps = left < 0 && right > 0 ? 1 : 0.5;
        const error =
          Math.abs(Number(BigInt(positive) * exact.denominator - exact.numerator)) /
          Number(exact.denominator);
        expect(error).toBeLessThanOrEqual(steps);
      }),
      { numRuns: 3_000 },
    );
  });

  it('never takes back what it gave: both parts are >= 0 and never fall from cut to cut', () => {
    fc.assert(
      fc.property(
        lines,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ left, right, whole, share }, other) => {
          const cuts = [
            0,
            ...[share, other].map((one) => Math.floor(one * whole)).sort((a, b) => a - b),
            whole,
          ];
          const positive = cuts.map((cut) => twicePositiveUpTo(cut, left, right, whole));
          const negative = cuts.map(
            (cut, at) => (positive[at] as number) - twiceIntegralUpTo(cut, left, right, whole),
          );
          for (const parts of [positive, negative]) {
            expect(parts[0]).toBe(0);
            parts.reduce((before, after) => (expect(after).toBeGreaterThanOrEqual(before), after));
            expect(parts.every(Number.isSafeInteger)).toBe(true);
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('mirrored, exchanges what is charged and discharged', () => {
    fc.assert(
      fc.property(lines, ({ left, right, whole, share }) => {
        const part = Math.floor(share * whole);
        const negative =
          twicePositiveUpTo(part, left, right, whole) - twiceIntegralUpTo(part, left, right, whole);
        expect(twicePositiveUpTo(part, -left, -right, whole)).toBe(negative);
      }),
    );
  });

  it('gives 4.1667 Wh each way for +1000 W, then -1000 W a minute later', () => {
    const positive = twicePositiveUpTo(60_000, 100_000, -100_000, 60_000);
    expect(positive / 7_200_000 / 100).toBeCloseTo(4.166667, 6);
    expect(positive - twiceIntegralUpTo(60_000, 100_000, -100_000, 60_000)).toBe(positive);
  });
});

describe('exact division', () => {
  it.each([
    [7, 2, 4],
    [-7, 2, -4],
    [6, 4, 2],
    [-1, 3, 0],
    [0, 5, 0],
    [9_007_199_254_740_991, 2, 4_503_599_627_370_496],
  ])('%d / %d is %d', (a, b, expected) => {
    expect(divide(a, b)).toBe(expected);
    expect(divideBig(BigInt(a), BigInt(b))).toBe(BigInt(expected));
  });

  it('of a product that passes 2^53 loses nothing', () => {
    const whole = fc.integer({ min: -7_200_000_000_000_000, max: 7_200_000_000_000_000 });
    fc.assert(
      fc.property(whole, length, length, (a, b, c) => {
        const exact = roundedHalfAway(fraction(BigInt(a) * BigInt(Math.min(b, c)), c));
        expect(BigInt(divideProduct(a, Math.min(b, c), c))).toBe(exact);
      }),
    );
  });
});
