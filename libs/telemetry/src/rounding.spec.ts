import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { roundTo, toSteps } from './rounding.js';

/** Rounding of the shortest decimal text, as a DECIMAL column does it. */
function roundedText(value: number, decimals: number): number {
  const [whole = '0', part = ''] = Math.abs(value).toFixed(6).split('.');
  const digits = BigInt(whole + part.padEnd(6, '0'));
  const unit = 10n ** BigInt(6 - decimals);
  const rounded = Number((2n * digits + unit) / (2n * unit)) / 10 ** decimals;
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}

describe('rounding to the decimals of a column', () => {
  it.each([
    [1.0005, 3, 1.001],
    [-1.0005, 3, -1.001],
    [2.675, 2, 2.68],
    [0.0004, 3, 0],
    [16.5 * 0.1, 2, 1.65],
    [12.5, 0, 13],
    [3.3000000000000003, 3, 3.3],
    [1.00005, 4, 1.0001],
  ])('takes %d with %d decimals to %d', (value, decimals, expected) => {
    expect(roundTo(value, decimals)).toBe(expected);
  });

  it('never answers minus zero', () => {
    expect(Object.is(roundTo(-0.0001, 3), 0)).toBe(true);
    expect(Object.is(toSteps(-0, 3), 0)).toBe(true);
    expect(Object.is(toSteps(-0.0001, 3), 0)).toBe(true);
  });

  it('rounds every number of six decimals as its decimal text is rounded', () => {
    const sixDecimals = fc
      .integer({ min: -999_999_999_999, max: 999_999_999_999 })
      .map((steps) => steps / 1e6);
    fc.assert(
      fc.property(sixDecimals, fc.integer({ min: 0, max: 4 }), (value, decimals) => {
        expect(roundTo(value, decimals)).toBe(roundedText(value, decimals));
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives back the whole steps that a rounded number was made of', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.integer({ min: 0, max: 4 }),
        (steps, decimals) => {
          expect(toSteps(steps / 10 ** decimals, decimals)).toBe(steps);
        },
      ),
    );
  });
});
