import { describe, expect, it } from '@jest/globals';
import { effectiveLimits } from '@trackingbms/batteries';
import { aReading, firstOf2026 } from '@trackingbms/telemetry/testing';
import { defaultAlertSettings as settings } from './alert-settings.js';
import { alertsAfter, batteryAlerts } from './battery-alerts.js';
import { communicationLost, communicationRestored } from './communication.js';
import { evaluateLimits } from './evaluate-limits.js';

const minute = 60_000;
const lastReadingAt = firstOf2026;
const heard = batteryAlerts(7, lastReadingAt, []);
const lost = (after: number, alerts = heard, changes = {}) =>
  communicationLost({ at: lastReadingAt + after, lastReadingAt }, alerts, { ...settings, ...changes });
const silent = alertsAfter(heard, lost(minute), null);

describe('a battery that is not heard any more', () => {
  it('is a warning with the seconds of silence', () => {
    expect(lost(90_500)).toEqual([
      {
        type: 'AlertRaised',
        batteryId: 7,
        code: 'COMMUNICATION_LOST',
        category: 'communication',
        unit: 's',
        severity: 'warning',
        value: 91,
        threshold: null,
        faultCodes: null,
        at: lastReadingAt + 90_500,
      },
    ]);
  });

  it('is critical once it lasts', () => {
    expect(lost(15 * minute)).toMatchObject([{ severity: 'critical', value: 900 }]);
    expect(lost(15 * minute - 1)).toMatchObject([{ severity: 'warning' }]);
    expect(lost(15 * minute, silent)).toMatchObject([{ type: 'AlertRepeated', severity: 'critical' }]);
  });

  it('is repeated at most once a minute', () => {
    expect(lost(2 * minute - 1, silent)).toEqual([]);
    expect(lost(2 * minute, silent)).toMatchObject([{ type: 'AlertRepeated', occurrences: 2 }]);
  });

  it('may never have been heard', () => {
    const never = { at: firstOf2026, lastReadingAt: null };
    expect(communicationLost(never, batteryAlerts(7, null, []), settings)).toMatchObject([
      { severity: 'warning', value: null },
    ]);
  });

  it('is nothing when a newer reading has come', () => {
    expect(lost(0)).toEqual([]);
    expect(lost(-minute)).toEqual([]);
  });

  it('respects what the battery wishes', () => {
    expect(lost(minute, heard, { alertsEnabled: false })).toEqual([]);
    expect(lost(minute, heard, { criticalAlertsOnly: true })).toEqual([]);
    expect(lost(15 * minute, heard, { criticalAlertsOnly: true })).toMatchObject([{ severity: 'critical' }]);
  });
});

describe('a battery that is heard again', () => {
  it('has its alert resolved, once', () => {
    expect(communicationRestored(lastReadingAt + 2 * minute, silent, settings)).toMatchObject([
      { type: 'AlertResolved', code: 'COMMUNICATION_LOST', resolution: 'condition-cleared', value: null },
    ]);
    expect(communicationRestored(lastReadingAt + 2 * minute, heard, settings)).toEqual([]);
    expect(communicationRestored(lastReadingAt + minute, silent, settings)).toEqual([]);
  });

  it('has it resolved by its next reading too, if that was taken after the loss', () => {
    const limits = effectiveLimits({ chemistry: 'other', cellCount: 16 }, {});
    const read = (after: number, dataQuality: 'good' | 'invalid' = 'good') =>
      evaluateLimits(aReading({ timestamp: lastReadingAt + after, dataQuality }), limits, silent, settings);
    expect(read(2 * minute)).toMatchObject([{ type: 'AlertResolved', code: 'COMMUNICATION_LOST' }]);
    expect(read(minute)).toEqual([]);
    expect(read(2 * minute, 'invalid')).toEqual([]);
  });
});
