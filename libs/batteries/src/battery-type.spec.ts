import { describe, expect, it } from '@jest/globals';
import { evolveBatteryType, unknownBatteryType } from './battery-type.js';
import { batteryTypeAdded, batteryTypeSample } from './testing/fleet-samples.js';
import { givenBatteryType } from './testing/fleet-specification.js';

const add = { type: 'AddBatteryType', batteryTypeId: 1, details: batteryTypeSample } as const;

describe('a battery type', () => {
  it('is added once', () => {
    expect(givenBatteryType().when(add)).toEqual([batteryTypeAdded]);
    expect(givenBatteryType(batteryTypeAdded).when(add)).toBe('BATTERY_TYPE.ALREADY_ADDED');
  });

  it('changes only what differs', () => {
    const given = givenBatteryType(batteryTypeAdded);
    expect(given.when({ type: 'ChangeBatteryType', changes: { cellCount: 4, isActive: false } })).toEqual([
      { type: 'BatteryTypeChanged', changes: { isActive: false } },
    ]);
    expect(given.when({ type: 'ChangeBatteryType', changes: batteryTypeSample })).toEqual([]);
  });

  it('is not changed before it is added', () => {
    expect(givenBatteryType().when({ type: 'ChangeBatteryType', changes: {} })).toBe(
      'BATTERY_TYPE.NOT_ADDED',
    );
    expect(() => evolveBatteryType(unknownBatteryType, { type: 'BatteryTypeChanged', changes: {} })).toThrow(
      'before it is added',
    );
  });

  it.each([{ operatingTempMin: 60 }, { storageTempMax: -40 }])(
    'refuses crossed temperatures %o',
    (changes) => {
      expect(givenBatteryType(batteryTypeAdded).when({ type: 'ChangeBatteryType', changes })).toBe(
        'BATTERY_TYPE.TEMPERATURES_CROSSED',
      );
      const details = { ...batteryTypeSample, ...changes };
      expect(givenBatteryType().when({ ...add, details })).toBe('BATTERY_TYPE.TEMPERATURES_CROSSED');
    },
  );
});
