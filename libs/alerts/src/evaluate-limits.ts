import type { BatteryLimits } from '@trackingbms/batteries';
import { isCritical, type AlertCode } from './alert-codes.js';
import type { AlertSettings } from './alert-settings.js';
import { quietAlert, type AlertEvent, type Breach, type OpenAlert } from './alert.js';
import type { BatteryAlerts } from './battery-alerts.js';
import { decideAlert } from './decide-alert.js';
import { judgeLimit, limitRules, type AlertReading, type LimitRule } from './limit-rules.js';

/**
 * What a reading changes in a battery's alerts. Nothing for an invalid reading, or one that is not newer than
 * `alerts.lastEvaluatedAt`. A value that is not known neither raises nor resolves; a limit that is gone resolves.
 */
export function evaluateLimits(
  reading: AlertReading,
  limits: BatteryLimits,
  alerts: BatteryAlerts,
  settings: AlertSettings,
): AlertEvent[] {
  const events: AlertEvent[] = [];
  if (reading.dataQuality === 'invalid' || !isNewer(reading.timestamp, alerts)) return events;
  for (const rule of limitRules) {
    const report = judge(rule, reading, rule.limit(limits, settings, reading) ?? null);
    if (report !== null) say(events, report, { alerts, settings, code: rule.code });
  }
  const fault = judgeFaults(reading);
  if (fault !== null) say(events, fault, { alerts, settings, code: 'BMS_FAULT' });
  const heard = { at: reading.timestamp, value: null };
  if (alerts.open.has('COMMUNICATION_LOST'))
    say(events, heard, { alerts, settings, code: 'COMMUNICATION_LOST' });
  return events;
}

/** Whether something that happened then may still change these alerts. */
export const isNewer = (at: number, { lastEvaluatedAt }: BatteryAlerts): boolean =>
  lastEvaluatedAt === null || at > lastEvaluatedAt;

/** The end of a condition. */
interface Cleared {
  readonly at: number;
  readonly value: number | null;
}

function judge(rule: LimitRule, reading: AlertReading, limit: number | null): Breach | Cleared | null {
  const value = reading[rule.field];
  const at = reading.timestamp;
  if (limit === null) return { at, value };
  if (value === null) return null;
  const verdict = judgeLimit(rule, value, limit);
  if (verdict === 'between') return null;
  if (verdict === 'clear') return { at, value };
  return { severity: verdict.severity, value, threshold: limit, at, faultCodes: null };
}

function judgeFaults({ faultCodes, timestamp }: AlertReading): Breach | Cleared | null {
  if (faultCodes === null) return null;
  if (faultCodes.length === 0) return { at: timestamp, value: null };
  return { severity: 'critical', value: null, threshold: null, at: timestamp, faultCodes };
}

interface Grounds {
  readonly alerts: BatteryAlerts;
  readonly settings: AlertSettings;
  readonly code: AlertCode;
}

/** Adds what one report changes. */
export function say(events: AlertEvent[], report: Breach | Cleared, grounds: Grounds): void {
  const { alerts, settings, code } = grounds;
  const open = alerts.open.get(code);
  if (!('severity' in report)) {
    if (open) events.push(...decideAlert({ type: 'ReportCleared', ...report }, open));
    return;
  }
  if (!isWanted(report, open, settings)) return;
  const { repeatInterval } = settings;
  const { batteryId } = alerts;
  events.push(
    ...decideAlert(
      { type: 'ReportBreach', batteryId, code, breach: report, repeatInterval },
      open ?? quietAlert,
    ),
  );
}

function isWanted(breach: Breach, open: OpenAlert | undefined, settings: AlertSettings): boolean {
  if (!settings.alertsEnabled) return false;
  return open !== undefined || !settings.criticalAlertsOnly || isCritical(breach.severity);
}
