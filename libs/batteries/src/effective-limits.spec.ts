import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chemistries } from './chemistry.js';
import { effectiveLimits, limitsCross, type BatteryLimits, type CustomLimits } from './effective-limits.js';
import { batterySample, batteryTypeSample } from './testing/fleet-samples.js';

const optional = fc.option(fc.integer({ min: -500, max: 500 }), { nil: null });
const types = fc.record({
  chemistry: fc.constantFrom(...chemistries),
  cellCount: fc.integer({ min: 1, max: 300 }),
  operatingTempMin: optional,
  operatingTempMax: optional,
  maxChargeCurrent: optional,
  maxDischargeCurrent: optional,
});
const customs = fc.record({
  customVoltageMin: optional,
  customVoltageMax: optional,
  customTempMin: optional,
  customTempMax: optional,
  customCurrentChargeMax: optional,
  customCurrentDischargeMax: optional,
});
const ownOf: Readonly<Record<keyof BatteryLimits, keyof CustomLimits>> = {
  voltageMin: 'customVoltageMin',
  voltageMax: 'customVoltageMax',
  tempMin: 'customTempMin',
  tempMax: 'customTempMax',
  currentChargeMax: 'customCurrentChargeMax',
  currentDischargeMax: 'customCurrentDischargeMax',
};

describe('effectiveLimits', () => {
  it("answers the type's limits where the battery has none", () => {
    expect(effectiveLimits(batteryTypeSample, batterySample)).toEqual({
      voltageMin: { value: 10, origin: 'type' },
      voltageMax: { value: 14.6, origin: 'type' },
      tempMin: { value: -20, origin: 'type' },
      tempMax: { value: 60, origin: 'type' },
      currentChargeMax: { value: 50, origin: 'type' },
      currentDischargeMax: { value: 100, origin: 'type' },
    });
  });

  it('takes 0 of the battery as a limit, not as none', () => {
    const limits = effectiveLimits(batteryTypeSample, { ...batterySample, customTempMin: 0 });
    expect(limits.tempMin).toEqual({ value: 0, origin: 'battery' });
  });

  it('takes undefined as none, as the wire says it', () => {
    expect(effectiveLimits({ chemistry: 'other', cellCount: 4 }, {}).tempMax).toBeNull();
  });

  it('knows no voltage of another chemistry', () => {
    const limits = effectiveLimits({ ...batteryTypeSample, chemistry: 'other' }, batterySample);
    expect([limits.voltageMin, limits.voltageMax]).toEqual([null, null]);
  });

  it('does not leave binary crumbs in a pack voltage', () => {
    const limits = effectiveLimits({ chemistry: 'lfp', cellCount: 13 }, {});
    expect(limits.voltageMax?.value).toBe(47.45);
  });

  it("prefers the battery's own limit, whatever the type says", () => {
    fc.assert(
      fc.property(types, customs, (type, custom) => {
        const limits = effectiveLimits(type, custom);
        const ofType = effectiveLimits(type, {});
        for (const name of Object.keys(ownOf) as (keyof BatteryLimits)[]) {
          const own = custom[ownOf[name] as keyof typeof custom];
          expect(limits[name]).toEqual(own === null ? ofType[name] : { value: own, origin: 'battery' });
        }
      }),
    );
  });

  it('treats lfp and lifepo4 alike', () => {
    fc.assert(
      fc.property(types, customs, (type, custom) => {
        expect(effectiveLimits({ ...type, chemistry: 'lfp' }, custom)).toEqual(
          effectiveLimits({ ...type, chemistry: 'lifepo4' }, custom),
        );
      }),
    );
  });
});

describe('limitsCross', () => {
  it('holds the limits of every chemistry apart', () => {
    for (const chemistry of chemistries) {
      expect(limitsCross(effectiveLimits({ ...batteryTypeSample, chemistry }, {}))).toBe(false);
    }
  });

  it("sees a battery's own minimum reach its type's maximum", () => {
    expect(limitsCross(effectiveLimits(batteryTypeSample, { customVoltageMin: 14.6 }))).toBe(true);
    expect(limitsCross(effectiveLimits(batteryTypeSample, { customTempMax: -20 }))).toBe(true);
  });
});
