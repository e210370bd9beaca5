import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linear, shifted } from './exact-decimal.js';

describe('exact decimals', () => {
  it('a whole number and a power of ten make the decimal that is written so', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -0x80000000, max: 0xffffffff }),
        fc.integer({ min: -10, max: 10 }),
        (raw, power) => {
          expect(shifted(raw, power)).toBe(Number(`${raw}e${power}`) + 0);
        },
      ),
    );
  });

  it.each([
    [1150, 0.1, 0, 115],
    [5312, 0.01, 0, 53.12],
    [3, 0.1, 0, 0.3],
    [29815, 0.01, -273.15, 25],
    [2981, 0.1, -273.1, 25],
    [30123, 0.1, -3000, 12.3],
    [7, 200, 0, 1400],
    [3.3, 1, 0, 3.3],
    [3.3, 10, 0, 33],
    [-65, 0.5, 40, 7.5],
  ])('%d x %d + %d is %d', (raw, scale, offset, value) => {
    expect(linear(raw, scale, offset)).toBe(value);
  });

  it('is near the real value for any numbers', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(number, number, number, (raw, scale, offset) => {
        const plain = raw * scale + offset;
        expect(Math.abs(linear(raw, scale, offset) - plain)).toBeLessThanOrEqual(
          1e-9 * (Math.abs(raw * scale) + Math.abs(offset) + 1),
        );
      }),
    );
  });
});
