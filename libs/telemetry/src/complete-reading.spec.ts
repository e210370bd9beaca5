import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { completeReading } from './complete-reading.js';
import { aBareReading, aReading, firstOf2026, measured } from './testing/a-reading.js';
import { readingSeries } from './testing/reading-arbitraries.js';

describe('completing what was measured', () => {
  it('derives the cells’ lowest, highest, mean and difference from their list', () => {
    const reading = aReading({ cellVoltages: [3.3, 3.351, 3.2985] });
    expect(reading).toMatchObject({
      cellVoltages: [3.3, 3.351, 3.299],
      cellVoltageMin: 3.299,
      cellVoltageMax: 3.351,
      cellVoltageAvg: 3.317,
      cellVoltageDiff: 0.052,
    });
  });

  it('lets a complete list win over the figures of the device', () => {
    const reading = aReading({
      cellVoltages: [3.3, 3.4],
      cellVoltageMin: 3.1,
      cellVoltageAvg: 3.9,
      cellVoltageDiff: 1,
    });
    expect(reading).toMatchObject({ cellVoltageMin: 3.3, cellVoltageAvg: 3.35, cellVoltageDiff: 0.1 });
  });

  it('lets the figures of the device fill the holes of a list', () => {
    const cellVoltages = [3.3, null, 3.4];
    const derived = { cellVoltageMin: 3.3, cellVoltageMax: 3.4, cellVoltageAvg: 3.35 };
    const wider = { cellVoltageMin: 3.1, cellVoltageMax: 3.5, cellVoltageAvg: 3.2 };
    expect(aReading({ cellVoltages })).toMatchObject(derived);
    expect(aReading({ cellVoltages, ...wider })).toMatchObject(wider);
    const narrower = { cellVoltageMin: 3.35, cellVoltageMax: 3.36 };
    expect(aReading({ cellVoltages, ...narrower })).toMatchObject(derived);
  });

  it('keeps the figures of a device that has no list, or a list of unknown cells', () => {
    const own = { cellVoltageMin: 3.1, cellVoltageMax: 3.4, cellVoltageAvg: 3.2 };
    expect(aReading({ ...own, cellVoltages: null })).toMatchObject({ ...own, cellVoltageDiff: 0.3 });
    expect(aReading({ ...own, cellVoltages: [null, null] })).toMatchObject(own);
    expect(aReading({ ...own, cellVoltages: [] })).toMatchObject(own);
  });

  it('keeps the device’s own difference only where it cannot be derived', () => {
    expect(aBareReading({ cellVoltageMax: 3.4, cellVoltageDiff: 0.12 }).cellVoltageDiff).toBe(0.12);
    expect(aBareReading({ cellVoltageMin: 3.4 }).cellVoltageDiff).toBeNull();
  });

  it('splits the current by its direction', () => {
    expect(aReading({ packCurrent: 12.3456 })).toMatchObject({
      packCurrent: 12.346,
      chargeCurrent: 12.346,
      dischargeCurrent: 0,
    });
    const discharging = aReading({ packCurrent: -4 });
    expect(discharging).toMatchObject({ chargeCurrent: 0, dischargeCurrent: 4 });
    expect(Object.is(aReading({ packCurrent: 0 }).dischargeCurrent, 0)).toBe(true);
  });

  it('puts the current together from its directions', () => {
    expect(aBareReading({ dischargeCurrent: 4 })).toMatchObject({
      packCurrent: -4,
      chargeCurrent: 0,
      dischargeCurrent: 4,
    });
    expect(aBareReading({ chargeCurrent: 2.5, dischargeCurrent: 0 }).packCurrent).toBe(2.5);
  });

  it('makes the power of voltage and current where the device has none', () => {
    expect(aReading({ packVoltage: 52.8, packCurrent: -10.5 })).toMatchObject({
      packPower: -554.4,
      chargePower: 0,
      dischargePower: 554.4,
    });
    expect(aReading({ packPower: 100, packCurrent: 2 }).packPower).toBe(100);
    expect(aBareReading({ dischargePower: 55.5 }).packPower).toBe(-55.5);
  });

  it('derives lowest, highest and mean temperature, and keeps the ambient one', () => {
    expect(aReading({ temperatures: [-3.5, 4.256, null], ambientTemp: -12.345 })).toMatchObject({
      temperatures: [-3.5, 4.26, null],
      tempMin: -3.5,
      tempMax: 4.26,
      tempAvg: 0.38,
      ambientTemp: -12.35,
    });
  });

  it('derives the mode from the derived current', () => {
    expect(aBareReading({ dischargeCurrent: 4 }).operationMode).toBe('discharging');
    expect(aReading({ operationMode: 'balancing', packCurrent: 4 }).operationMode).toBe('balancing');
    expect(completeReading({ timestamp: 0, packCurrent: 4 }, { deadBandAmperes: 5 }).operationMode).toBe(
      'idle',
    );
  });

  it('leaves what is not known null, and never makes it 0', () => {
    const { timestamp, operationMode, dataQuality, communicationErrors, ...rest } = aBareReading();
    expect({ timestamp, operationMode, dataQuality, communicationErrors }).toEqual({
      timestamp: firstOf2026,
      operationMode: 'idle',
      dataQuality: 'good',
      communicationErrors: 0,
    });
    expect(Object.values(rest).every((value) => value === null)).toBe(true);
    expect(Object.keys(rest)).toHaveLength(36);
  });

  it('passes on what it does not derive', () => {
    const given = {
      bmsTimestamp: firstOf2026 - 5,
      warningCodes: ['W'],
      protectionStatus: { OV: true },
      chargingEnabled: false,
      dischargingEnabled: true,
      balancingActive: false,
      signalStrength: 55.4,
      communicationErrors: 2,
      dataQuality: 'fair' as const,
      setAside: [{ field: 'packVoltage', value: 1e9, reason: 'OUT_OF_PHYSICAL_RANGE' }],
      rawFrames: ['dd03001b'],
    };
    expect(aReading(given)).toMatchObject({ ...given, signalStrength: 55 });
    expect(aReading({ setAside: [] }).setAside).toBeNull();
  });

  it('changes nothing in a reading that is complete', () => {
    fc.assert(
      fc.property(readingSeries({ maxLength: 3 }), ([reading]) => {
        expect(completeReading(reading ?? measured())).toEqual(reading);
      }),
    );
  });
});
