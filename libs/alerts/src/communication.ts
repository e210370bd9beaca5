import type { AlertSettings } from './alert-settings.js';
import type { AlertEvent } from './alert.js';
import type { BatteryAlerts } from './battery-alerts.js';
import { isNewer, say } from './evaluate-limits.js';

/** A battery that is not heard any more. Epoch ms. */
export interface CommunicationLoss {
  /** When the loss was found, or found to last. */
  readonly at: number;
  /** Null when it was never heard. */
  readonly lastReadingAt: number | null;
}

/**
 * What a loss of communication changes: raised as a warning, critical once it lasts (`communicationCriticalAfter`).
 * Nothing when a reading newer than the loss has been evaluated.
 */
export function communicationLost(
  loss: CommunicationLoss,
  alerts: BatteryAlerts,
  settings: AlertSettings,
): AlertEvent[] {
  const { at, lastReadingAt } = loss;
  const events: AlertEvent[] = [];
  if (!isNewer(at, alerts)) return events;
  const silent = lastReadingAt === null ? null : at - lastReadingAt;
  const severity = silent !== null && silent >= settings.communicationCriticalAfter ? 'critical' : 'warning';
  const value = silent === null ? null : Math.round(silent / 1000);
  say(
    events,
    { severity, value, threshold: null, at, faultCodes: null },
    { alerts, settings, code: 'COMMUNICATION_LOST' },
  );
  return events;
}

/** What hearing the device again changes, before its first reading; a valid reading says the same by itself. */
export function communicationRestored(
  at: number,
  alerts: BatteryAlerts,
  settings: AlertSettings,
): AlertEvent[] {
  const events: AlertEvent[] = [];
  say(events, { at, value: null }, { alerts, settings, code: 'COMMUNICATION_LOST' });
  return events;
}
