import { alertCodes, isWorse, type AlertCode } from './alert-codes.js';
import type { Alert, AlertEvent, AlertResolved, Breach, OpenAlert } from './alert.js';
import { AlertNotOpen, AlreadyAcknowledged } from './alerts.errors.js';

/** Times are epoch ms; `by` is the user's id in the tenant's database. */
export type AlertCommand =
  | {
      readonly type: 'ReportBreach';
      readonly batteryId: number;
      readonly code: AlertCode;
      readonly breach: Breach;
      /** ms; an open alert is repeated at most once in this time, unless it gets worse. */
      readonly repeatInterval: number;
    }
  | { readonly type: 'ReportCleared'; readonly at: number; readonly value: number | null }
  | { readonly type: 'Acknowledge'; readonly by: number; readonly at: number }
  | { readonly type: 'Resolve'; readonly by: number; readonly at: number; readonly notes: string | null };

/** No event means that nothing is worth saying. A user's command may throw `AlertNotOpen` or `AlreadyAcknowledged`. */
export function decideAlert(command: AlertCommand, alert: Alert): AlertEvent[] {
  switch (command.type) {
    case 'ReportBreach':
      return alert.status === 'quiet' ? raise(command, alert.since) : repeat(command, alert);
    case 'ReportCleared':
      return clear(command, alert);
    case 'Acknowledge':
      return acknowledge(command, alert);
    case 'Resolve':
      return resolve(command, alert);
  }
}

type Report = Extract<AlertCommand, { type: 'ReportBreach' }>;

function raise({ batteryId, code, breach }: Report, since: number | null): AlertEvent[] {
  if (since !== null && breach.at <= since) return [];
  return [{ type: 'AlertRaised', batteryId, code, ...alertCodes[code], ...breach }];
}

function repeat({ breach, repeatInterval }: Report, alert: OpenAlert): AlertEvent[] {
  const { batteryId, code, lastOccurrence, severity, occurrences } = alert;
  const worse = isWorse(breach.severity, severity);
  const due = breach.at - lastOccurrence >= repeatInterval;
  if (breach.at <= lastOccurrence || !(worse || due)) return [];
  return [
    {
      type: 'AlertRepeated',
      batteryId,
      code,
      ...breach,
      severity: worse ? breach.severity : severity,
      occurrences: occurrences + 1,
    },
  ];
}

function clear({ at, value }: Extract<AlertCommand, { type: 'ReportCleared' }>, alert: Alert): AlertEvent[] {
  if (alert.status === 'quiet' || at <= alert.lastOccurrence) return [];
  return [resolved(alert, { resolution: 'condition-cleared', at, value, by: null, notes: null })];
}

function acknowledge({ by, at }: Extract<AlertCommand, { type: 'Acknowledge' }>, alert: Alert): AlertEvent[] {
  if (alert.status === 'quiet') throw new AlertNotOpen();
  if (alert.status === 'acknowledged') throw new AlreadyAcknowledged();
  return [{ type: 'AlertAcknowledged', batteryId: alert.batteryId, code: alert.code, by, at }];
}

function resolve({ by, at, notes }: Extract<AlertCommand, { type: 'Resolve' }>, alert: Alert): AlertEvent[] {
  if (alert.status === 'quiet') throw new AlertNotOpen();
  return [resolved(alert, { resolution: 'user', at, value: null, by, notes })];
}

function resolved(
  { batteryId, code }: OpenAlert,
  how: Pick<AlertResolved, 'resolution' | 'at' | 'value' | 'by' | 'notes'>,
): AlertEvent {
  return { type: 'AlertResolved', batteryId, code, ...how };
}
