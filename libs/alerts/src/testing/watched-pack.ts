import type { BatteryLimits } from '@trackingbms/batteries';
import type { Reading } from '@trackingbms/telemetry';
import { aReading, firstOf2026 } from '@trackingbms/telemetry/testing';
import { defaultAlertSettings, type AlertSettings } from '../alert-settings.js';
import type { AlertEvent } from '../alert.js';
import { alertsAfter, batteryAlerts, type BatteryAlerts } from '../battery-alerts.js';
import { evaluateLimits } from '../evaluate-limits.js';

const minute = 60_000;
const of = (value: number) => ({ value, origin: 'type' as const });

/** Of the pack that `aReading` says is well: 16 cells of lithium iron phosphate. */
export const packLimits: BatteryLimits = {
  voltageMin: of(40),
  voltageMax: of(58.4),
  tempMin: of(-20),
  tempMax: of(60),
  currentChargeMax: of(50),
  currentDischargeMax: of(100),
};
export const packSettings: AlertSettings = {
  ...defaultAlertSettings,
  cellVoltageRange: { min: 2.5, max: 3.65 },
};
export const quietPack = batteryAlerts(7, null, []);

/** What a reading at the start of 2026 with these values changes. */
export const evaluate = (
  values: Partial<Reading>,
  alerts: BatteryAlerts = quietPack,
  changes: Partial<AlertSettings> = {},
): AlertEvent[] =>
  evaluateLimits({ ...aReading(), ...values }, packLimits, alerts, { ...packSettings, ...changes });

/** The pack with the alerts open that these values raised one minute before 2026. */
export function packAfter(values: Partial<Reading>): BatteryAlerts {
  const timestamp = firstOf2026 - minute;
  return alertsAfter(quietPack, evaluate({ ...values, timestamp }), timestamp);
}

/** Type, code and severity of each event, in words. */
export const said = (events: readonly AlertEvent[]): string[] =>
  events.map((event) =>
    'severity' in event ? `${event.type} ${event.code} ${event.severity}` : `${event.type} ${event.code}`,
  );
