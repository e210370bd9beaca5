import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toReading } from './to-reading.js';

const wire = {
  timestamp: '2026-08-31T10:00:00.123Z',
  operationMode: 'idle',
  dataQuality: 'excellent',
} as const;

describe('a reading from the wire', () => {
  it('knows nothing of what was not sent', () => {
    expect(toReading(wire)).toMatchObject({
      timestamp: Date.UTC(2026, 7, 31, 10, 0, 0, 123),
      bmsTimestamp: null,
      packVoltage: null,
      cellVoltages: null,
      balancingActive: null,
      communicationErrors: 0,
      setAside: null,
      dataQuality: 'excellent',
    });
  });

  it('rounds to what its columns keep', () => {
    const reading = toReading({
      ...wire,
      packVoltage: 53.12345,
      packPower: -0.004,
      tempMax: 24.005,
      cellVoltages: [3.33349, null],
    });
    expect(reading).toMatchObject({
      packVoltage: 53.123,
      packPower: 0,
      tempMax: 24.01,
      cellVoltages: [3.333, null],
    });
  });

  it('sets aside what cannot be, keeps the rest and says so', () => {
    const kept = { field: 'tempMin', value: 'NaN', reason: 'NOT_A_NUMBER' };
    const reading = toReading({ ...wire, packVoltage: 99_999, socPercent: 50, setAside: [kept] });
    expect(reading).toMatchObject({
      packVoltage: null,
      socPercent: 50,
      dataQuality: 'poor',
      setAside: [kept, { field: 'packVoltage', value: 99_999, reason: 'OUT_OF_PHYSICAL_RANGE' }],
    });
  });

  it('comes out the same when it is read from its own values again', () => {
    fc.assert(
      fc.property(fc.double({ min: -6000, max: 6000, noNaN: true }), (packCurrent) => {
        const once = toReading({ ...wire, packCurrent });
        const twice = toReading({
          ...wire,
          ...(once.packCurrent !== null && { packCurrent: once.packCurrent }),
        });
        expect(twice.packCurrent).toBe(once.packCurrent);
      }),
    );
  });
});
