import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BatteryLimits } from '@trackingbms/batteries';
import type { Reading } from '@trackingbms/telemetry';
import { aReading, firstOf2026, readingSeries } from '@trackingbms/telemetry/testing';
import type { AlertEvent } from './alert.js';
import { alertsAfter } from './battery-alerts.js';
import { evaluateLimits } from './evaluate-limits.js';
import { evaluate, packAfter, packLimits, packSettings, quietPack, said } from './testing/watched-pack.js';

const minute = 60_000;
const unlimited: BatteryLimits = {
  voltageMin: null,
  voltageMax: null,
  tempMin: null,
  tempMax: null,
  currentChargeMax: null,
  currentDischargeMax: null,
};

describe('the limits of cells', () => {
  it('are wider for the balance where the state of charge is near an end, or not known', () => {
    for (const socPercent of [14.99, 90.01, null]) {
      expect(
        said(evaluate({ cellVoltageDiff: 0.4, socPercent })).filter((one) => one.includes('IMBALANCE')),
      ).toEqual([]);
    }
    for (const socPercent of [15, 90])
      expect(said(evaluate({ cellVoltageDiff: 0.3, socPercent }))).toContain(
        'AlertRaised CELL_IMBALANCE critical',
      );
  });

  it('are none for a chemistry that has none', () => {
    expect(
      evaluate({ cellVoltageMax: 5, cellVoltageMin: 0.1 }, quietPack, { cellVoltageRange: null }),
    ).toEqual([]);
  });
});

describe('a fault of the device', () => {
  it('is critical, with its codes', () => {
    expect(evaluate({ faultCodes: ['CELL_OV', 'SHORT'] })).toEqual([
      {
        type: 'AlertRaised',
        batteryId: 7,
        code: 'BMS_FAULT',
        category: 'system',
        unit: null,
        severity: 'critical',
        value: null,
        threshold: null,
        faultCodes: ['CELL_OV', 'SHORT'],
        at: firstOf2026,
      },
    ]);
  });

  it('ends when the device says so, not when it says nothing', () => {
    const open = packAfter({ faultCodes: ['CELL_OV'] });
    expect(evaluate({ faultCodes: null }, open)).toEqual([]);
    expect(said(evaluate({ faultCodes: [] }, open))).toEqual(['AlertResolved BMS_FAULT']);
  });
});

describe('what is not looked at', () => {
  it('is an invalid reading', () => {
    expect(evaluate({ tempMax: 90, dataQuality: 'invalid' })).toEqual([]);
    expect(evaluate({ tempMax: 20, dataQuality: 'invalid' }, packAfter({ tempMax: 61 }))).toEqual([]);
  });

  it('is a reading that is not newer than the last one', () => {
    const open = packAfter({ tempMax: 61 });
    for (const timestamp of [firstOf2026 - minute, firstOf2026 - 2 * minute]) {
      expect(evaluate({ timestamp, tempMax: 20, packVoltage: 99 }, open)).toEqual([]);
    }
    expect(said(evaluate({ timestamp: firstOf2026 - minute + 1, tempMax: 20 }, open))).toEqual([
      'AlertResolved TEMPERATURE_HIGH',
    ]);
  });
});

describe('a limit that does not exist', () => {
  it('is not broken', () => {
    const all = {
      ...aReading(),
      packVoltage: 1_999,
      tempMax: 119,
      chargeCurrent: 4_999,
      dischargeCurrent: 4_999,
    };
    expect(evaluateLimits(all, unlimited, quietPack, packSettings)).toEqual([]);
  });

  it('resolves what it had raised', () => {
    const open = packAfter({ tempMax: 61 });
    expect(evaluateLimits({ ...aReading(), tempMax: 61 }, unlimited, open, packSettings)).toMatchObject([
      { type: 'AlertResolved', code: 'TEMPERATURE_HIGH', value: 61 },
    ]);
  });
});

describe('the wishes of a battery', () => {
  it('without alerts raise and repeat nothing, and still resolve', () => {
    const off = { alertsEnabled: false };
    const open = packAfter({ tempMax: 61 });
    expect(evaluate({ tempMax: 99, faultCodes: ['X'] }, quietPack, off)).toEqual([]);
    expect(evaluate({ tempMax: 99 }, open, off)).toEqual([]);
    expect(said(evaluate({ tempMax: 20 }, open, off))).toEqual(['AlertResolved TEMPERATURE_HIGH']);
  });

  it('for critical alerts only raise no warning, and go on with what is open', () => {
    const critical = { criticalAlertsOnly: true };
    expect(evaluate({ tempMax: 61 }, quietPack, critical)).toEqual([]);
    expect(said(evaluate({ tempMax: 65 }, quietPack, critical))).toEqual([
      'AlertRaised TEMPERATURE_HIGH critical',
    ]);
    expect(said(evaluate({ tempMax: 61 }, packAfter({ tempMax: 61 }), critical))).toEqual([
      'AlertRepeated TEMPERATURE_HIGH warning',
    ]);
  });
});

describe('a series of readings', () => {
  it('never opens what is open or closes what is not, and late readings change nothing', () => {
    fc.assert(
      fc.property(readingSeries(), fc.array(fc.nat(), { maxLength: 10 }), (series, late) => {
        const all = evaluateAll(series);
        const again = late.map((index) => series[index % series.length] as Reading);
        expect(evaluateAll([...series, ...again]).events).toEqual(all.events);
        const open = new Set<string>();
        for (const { type, code } of all.events) {
          expect(open.has(code)).toBe(type !== 'AlertRaised');
          if (type === 'AlertRaised') open.add(code);
          if (type === 'AlertResolved') open.delete(code);
        }
        expect([...all.alerts.open.keys()].sort()).toEqual([...open].sort());
      }),
    );
  });
});

function evaluateAll(series: readonly Reading[]) {
  let alerts = quietPack;
  const events: AlertEvent[] = [];
  for (const reading of series) {
    const decided = evaluateLimits(reading, packLimits, alerts, packSettings);
    events.push(...decided);
    alerts = alertsAfter(alerts, decided, reading.dataQuality === 'invalid' ? null : reading.timestamp);
  }
  return { alerts, events };
}
