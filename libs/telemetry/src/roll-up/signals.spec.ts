import { describe, expect, it } from '@jest/globals';
import { aBareReading } from '../testing/a-reading.js';
import { powerSteps, stepsOf } from './signals.js';

const power = (packVoltage: number | null, packCurrent: number | null, packPower: number | null) =>
  powerSteps({ ...aBareReading(), packVoltage, packCurrent, packPower });

describe('the power that counts for energy', () => {
  it('is the reading’s own where it cannot be checked', () => {
    expect(power(50, null, 12.34)).toBe(1_234);
    expect(power(null, 2, -12.34)).toBe(-1_234);
    expect(power(null, null, null)).toBeNull();
    expect(power(50, null, null)).toBeNull();
  });

  it('is the product where there is no other, rounded half away from zero', () => {
    expect(power(50.001, 0.001, null)).toBe(5);
    expect(power(50, 0.001, null)).toBe(5);
    expect(power(50, 0.0011, null)).toBe(5);
    expect(power(5.5, -0.01, null)).toBe(-6);
    expect(Object.is(power(50, 0, null), 0)).toBe(true);
    expect(Object.is(power(0.001, -0.001, null), 0)).toBe(true);
  });

  it('is the reading’s own up to 2 % or 20 W from the product', () => {
    expect(power(100, 50, 5_100)).toBe(510_000);
    expect(power(100, 50, 5_100.01)).toBe(500_000);
    expect(power(50, 1, 70)).toBe(7_000);
    expect(power(50, 1, 70.01)).toBe(5_000);
    expect(power(50, -1, -29.99)).toBe(-5_000);
  });
});

it('a field beyond its physical range is not known', () => {
  const reading = { ...aBareReading(), packVoltage: 2_000, packCurrent: -5_000.001, socPercent: NaN };
  expect(stepsOf(reading, 'packVoltage')).toBe(2_000_000);
  expect(stepsOf(reading, 'packCurrent')).toBeNull();
  expect(stepsOf(reading, 'socPercent')).toBeNull();
});
