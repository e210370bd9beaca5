import { describe, expect, it } from '@jest/globals';
import { fieldRules, numericFields } from '../reading-fields.js';
import { firstOf2026, measured } from '../testing/a-reading.js';
import { setAsideImpossible } from './set-aside-impossible.js';

const receivedAt = firstOf2026 + 1_000;
const sift = (values: Parameters<typeof measured>[0], cellCount: number | null = 16) =>
  setAsideImpossible(measured(values), { receivedAt, cellCount });

describe('what is set aside', () => {
  it('is nothing of a sound reading', () => {
    expect(sift({}).setAside).toEqual([]);
    expect(sift({})).toMatchObject(measured());
  });

  it.each(numericFields.map((field) => [field] as const))('is %s outside its range', (field) => {
    const { min, max, overshoot } = fieldRules[field] as { min: number; max: number; overshoot?: number };
    const bare = (value: number) =>
      setAsideImpossible({ timestamp: firstOf2026, [field]: value }, { receivedAt });
    for (const value of [min - 0.01, (overshoot ?? max) + 0.01]) {
      expect(bare(value)[field]).toBeNull();
      expect(bare(value).setAside).toEqual([{ field, value, reason: 'OUT_OF_PHYSICAL_RANGE' }]);
    }
    for (const value of [min, max]) expect(bare(value)).toMatchObject({ [field]: value, setAside: [] });
    for (const value of [NaN, Infinity, -Infinity]) {
      expect(bare(value)[field]).toBeNull();
      expect(bare(value).setAside).toEqual([{ field, value: String(value), reason: 'NOT_A_NUMBER' }]);
    }
  });

  it('is not what a sensor overshoots a full scale by: that is read as full', () => {
    expect(sift({ socPercent: 100.5, sohPercent: 103 })).toMatchObject({
      socPercent: 100,
      sohPercent: 100,
      setAside: [],
    });
  });

  it('is one cell or one sensor, by its place; the others stay', () => {
    const sifted = sift({ cellVoltages: [3.3, 65.535, null, NaN], temperatures: [-273.15, 20] }, 4);
    expect(sifted.cellVoltages).toEqual([3.3, null, null, null]);
    expect(sifted.temperatures).toEqual([null, 20]);
    expect(sifted.setAside).toEqual([
      { field: 'cellVoltages[1]', value: 65.535, reason: 'OUT_OF_PHYSICAL_RANGE' },
      { field: 'cellVoltages[3]', value: 'NaN', reason: 'NOT_A_NUMBER' },
      { field: 'temperatures[0]', value: -273.15, reason: 'OUT_OF_PHYSICAL_RANGE' },
    ]);
  });

  it.each([
    ['cellVoltageMin', 'cellVoltageMax'],
    ['tempMin', 'tempMax'],
  ] as const)('is both of %s and %s when the lowest is above the highest', (low, high) => {
    const crossed = sift({ [low]: 4, [high]: 3 });
    expect(crossed).toMatchObject({ [low]: null, [high]: null });
    expect(crossed.setAside).toEqual([
      { field: low, value: 4, reason: 'MIN_ABOVE_MAX' },
      { field: high, value: 3, reason: 'MIN_ABOVE_MAX' },
    ]);
    expect(sift({ [low]: 3, [high]: 3 }).setAside).toEqual([]);
    expect(sift({ [low]: 4 }).setAside).toEqual([]);
  });

  it('is both currents of a pack that is said to be charged and discharged at once', () => {
    expect(sift({ chargeCurrent: 5, dischargeCurrent: 0.5 }).setAside).toEqual([]);
    expect(sift({ chargeCurrent: 0.51, dischargeCurrent: 0.51 })).toMatchObject({
      chargeCurrent: null,
      dischargeCurrent: null,
      packCurrent: 0,
      setAside: [{ reason: 'BOTH_WAYS_AT_ONCE' }, { reason: 'BOTH_WAYS_AT_ONCE' }],
    });
  });

  it('is a pack voltage half as high again as all of its cells', () => {
    expect(sift({ packVoltage: 79.1 }).setAside).toEqual([]);
    expect(sift({ packVoltage: 79.3 })).toMatchObject({
      packVoltage: null,
      setAside: [{ field: 'packVoltage', value: 79.3, reason: 'CONTRADICTS_CELLS' }],
    });
  });

  it.each([
    ['the number of cells is not known', {}, null],
    ['the list is another pack’s', {}, 15],
    ['a cell is not known', { cellVoltages: [...Array.from({ length: 15 }, () => 3.3), null] }, 16],
    ['there is no list', { cellVoltages: null }, 16],
    ['the cells read as good as nothing', { cellVoltages: Array.from({ length: 16 }, () => 0.0625) }, 16],
  ] as const)('is no pack voltage where %s', (_, values, cellCount) => {
    expect(sift({ packVoltage: 200, ...values }, cellCount)).toMatchObject({
      packVoltage: 200,
      setAside: [],
    });
  });

  it('is a time of the device that cannot be, and no other', () => {
    expect(sift({ bmsTimestamp: 0 })).toMatchObject({
      bmsTimestamp: null,
      setAside: [{ field: 'bmsTimestamp', value: 0, reason: 'IMPOSSIBLE_TIME' }],
    });
    expect(sift({ bmsTimestamp: firstOf2026 - 7_000 })).toMatchObject({
      bmsTimestamp: firstOf2026 - 7_000,
      setAside: [],
    });
  });

  it('comes after what was set aside before', () => {
    const before = { field: 'packPower', value: 'NaN', reason: 'NOT_A_NUMBER' };
    expect(sift({ setAside: [before], socPercent: 255 }).setAside).toEqual([
      before,
      { field: 'socPercent', value: 255, reason: 'OUT_OF_PHYSICAL_RANGE' },
    ]);
  });

  it('leaves what was measured as it was', () => {
    const given = measured({ cellVoltages: [9, 3], socPercent: 255 });
    setAsideImpossible(given, { receivedAt });
    expect(given).toEqual(measured({ cellVoltages: [9, 3], socPercent: 255 }));
  });
});
