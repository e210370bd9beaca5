import type { AlertCategory, AlertCode, AlertSeverity } from './alert-codes.js';

/** What is the case while a condition lasts. Values are in the code's unit, times in epoch ms. */
export interface Breach {
  readonly severity: AlertSeverity;
  readonly value: number | null;
  readonly threshold: number | null;
  /** Time of the reading, or of the loss. */
  readonly at: number;
  /** The device's fault codes, where the condition is a fault. */
  readonly faultCodes: readonly string[] | null;
}

interface OfStream {
  readonly batteryId: number;
  readonly code: AlertCode;
  readonly at: number;
}

export type AlertRaised = OfStream &
  Breach & { readonly type: 'AlertRaised'; readonly category: AlertCategory; readonly unit: string | null };

/** Seen again after the repeat interval, or got worse. `occurrences` counts the raise and every repeat. */
export type AlertRepeated = OfStream &
  Breach & { readonly type: 'AlertRepeated'; readonly occurrences: number };

export type AlertAcknowledged = OfStream & { readonly type: 'AlertAcknowledged'; readonly by: number };

export type AlertResolved = OfStream & {
  readonly type: 'AlertResolved';
  readonly resolution: 'condition-cleared' | 'user';
  /** The user, where one did it. */
  readonly by: number | null;
  readonly notes: string | null;
  /** The value that ended the condition, where one did. */
  readonly value: number | null;
};

/** One stream of events for each battery and code: at most one alert of it is open at a time. */
export type AlertEvent = AlertRaised | AlertRepeated | AlertAcknowledged | AlertResolved;

interface Open {
  readonly batteryId: number;
  readonly code: AlertCode;
  /** The worst it has been since it was raised. */
  readonly severity: AlertSeverity;
  readonly firstOccurrence: number;
  readonly lastOccurrence: number;
  readonly value: number | null;
  readonly threshold: number | null;
  readonly occurrences: number;
}

export interface QuietAlert {
  readonly status: 'quiet';
  /** When the last alert of this battery and code was resolved; null when there was none. */
  readonly since: number | null;
}
export type ActiveAlert = Open & { readonly status: 'active' };
export type AcknowledgedAlert = Open & {
  readonly status: 'acknowledged';
  readonly acknowledgedBy: number;
  readonly acknowledgedAt: number;
};
export type OpenAlert = ActiveAlert | AcknowledgedAlert;
export type Alert = QuietAlert | OpenAlert;

export const quietAlert: QuietAlert = { status: 'quiet', since: null };

/** The alert after one more event of its stream. Throws when the stream cannot have happened so. */
export function evolveAlert(alert: Alert, event: AlertEvent): Alert {
  if (event.type === 'AlertRaised') return raised(event);
  if (alert.status === 'quiet')
    throw new Error(`${event.type} cannot follow in a stream without an open alert.`);
  switch (event.type) {
    case 'AlertRepeated':
      return repeated(alert, event);
    case 'AlertAcknowledged':
      return { ...alert, status: 'acknowledged', acknowledgedBy: event.by, acknowledgedAt: event.at };
    case 'AlertResolved':
      return { status: 'quiet', since: event.at };
  }
}

function raised({ batteryId, code, severity, value, threshold, at }: AlertRaised): ActiveAlert {
  return {
    status: 'active',
    batteryId,
    code,
    severity,
    firstOccurrence: at,
    lastOccurrence: at,
    value,
    threshold,
    occurrences: 1,
  };
}

/** An alert that got worse than what somebody acknowledged is active again. */
function repeated(alert: OpenAlert, event: AlertRepeated): OpenAlert {
  const { severity, value, threshold, occurrences, at: lastOccurrence } = event;
  const seen = { severity, value, threshold, occurrences, lastOccurrence };
  if (alert.status === 'acknowledged' && severity === alert.severity) return { ...alert, ...seen };
  const { batteryId, code, firstOccurrence } = alert;
  return { status: 'active', batteryId, code, firstOccurrence, ...seen };
}
