import type { AlertChange, StoredAlert } from './alert-store.js';
import type { AlertCode } from './alert-codes.js';
import { evolveAlert, quietAlert, type AlertEvent, type OpenAlert } from './alert.js';

/** What the rules need to know of a battery's alerts. */
export interface BatteryAlerts {
  readonly batteryId: number;
  /** Epoch ms of the newest reading the rules have seen; what is not newer never changes an alert. */
  readonly lastEvaluatedAt: number | null;
  readonly open: ReadonlyMap<AlertCode, OpenAlert>;
}

const noneOpen: ReadonlyMap<AlertCode, OpenAlert> = new Map();

/** A battery's alerts as stored; `stored` may hold other batteries' alerts too. */
export function batteryAlerts(
  batteryId: number,
  lastEvaluatedAt: number | null,
  stored: readonly StoredAlert[],
): BatteryAlerts {
  const own = stored.filter(({ alert }) => alert.batteryId === batteryId);
  const open = own.length ? new Map(own.map(({ alert }) => [alert.code, alert])) : noneOpen;
  return { batteryId, lastEvaluatedAt, open };
}

/**
 * The same after what was decided, so that the next of a batch can be judged: upon the reading of `readingAt`, or null
 * when it was not a reading.
 */
export function alertsAfter(
  alerts: BatteryAlerts,
  events: readonly AlertEvent[],
  readingAt: number | null,
): BatteryAlerts {
  const lastEvaluatedAt = later(alerts.lastEvaluatedAt, readingAt);
  if (events.length === 0) return { ...alerts, lastEvaluatedAt };
  const open = new Map(alerts.open);
  for (const event of events) {
    const next = evolveAlert(open.get(event.code) ?? quietAlert, event);
    if (next.status === 'quiet') open.delete(event.code);
    else open.set(event.code, next);
  }
  return { ...alerts, lastEvaluatedAt, open };
}

const later = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

/** What to append for events decided, in this order, upon `stored`: one change for each battery and code. */
export function alertChanges(stored: readonly StoredAlert[], events: readonly AlertEvent[]): AlertChange[] {
  const streamOf = ({ batteryId, code }: { batteryId: number; code: AlertCode }) => `${batteryId}/${code}`;
  const versions = new Map(stored.map(({ alert, version }) => [streamOf(alert), version]));
  const streams = new Map<string, AlertEvent[]>();
  for (const event of events) {
    const stream = streams.get(streamOf(event));
    if (stream) stream.push(event);
    else streams.set(streamOf(event), [event]);
  }
  return [...streams].map(([stream, ofStream]) => ({
    batteryId: (ofStream[0] as AlertEvent).batteryId,
    code: (ofStream[0] as AlertEvent).code,
    expected: versions.get(stream) ?? 'quiet',
    events: ofStream,
  }));
}
