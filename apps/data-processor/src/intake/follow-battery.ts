import {
  alertsAfter,
  batteryAlerts,
  communicationLost,
  communicationRestored,
  evaluateLimits,
  type AlertEvent,
  type BatteryAlerts,
} from '@trackingbms/alerts';
import { withoutRawFrames, type Reading } from '@trackingbms/telemetry';
import type { BatteryState } from '@trackingbms/tenant-database';
import type { WatchedBattery } from '../fleet-view/watched-battery.js';
import type { BatteryMemory } from './battery-memory.js';
import { countCommunication } from './count-communication.js';
import type { BatteryWork } from './sort-out-readings.js';

/** A loss of communication, as a connector says or as the silence says. */
export interface Loss {
  readonly at: number;
  /** Stable word. */
  readonly reason: string;
  readonly failures?: number;
}

/** What happened to a battery in the order of time: its state now, its alerts, and the events that led there. */
export interface Followed {
  readonly state: BatteryState;
  readonly alerts: BatteryAlerts;
  readonly events: readonly AlertEvent[];
}

type Moment =
  | { readonly at: number; readonly reading: Reading }
  | { readonly at: number; readonly loss: Loss }
  | { readonly at: number; readonly connected: true };

const atRest = ({ state, storedAlerts }: BatteryMemory): Followed => ({
  state,
  alerts: batteryAlerts(state.batteryId, state.latest?.timestamp ?? null, storedAlerts),
  events: [],
});

/**
 * Follows readings and connections in the order of their times. Late readings change neither state nor alerts. Counts of
 * communication say nothing of whether a device is there: one that only fails has them too.
 */
export function followBattery(memory: BatteryMemory, work: BatteryWork, battery: WatchedBattery): Followed {
  let followed = atRest(memory);
  for (const moment of momentsOf(work)) {
    if ('reading' in moment) followed = afterReading(followed, moment.reading, battery);
    else if ('loss' in moment) followed = afterLoss(followed, moment.loss, battery);
    else followed = afterConnection(followed, moment.at, battery);
  }
  followed = withPeriods(followed, work);
  if (work.newer.length === 0) return followed;
  const lastDataReceived = Math.max(followed.state.lastDataReceived ?? 0, work.receivedAt);
  return { ...followed, state: { ...followed.state, lastDataReceived } };
}

function withPeriods(followed: Followed, { periods }: BatteryWork): Followed {
  const { state } = followed;
  const communication = periods.reduce(countCommunication, state.communication);
  return communication === state.communication
    ? followed
    : { ...followed, state: { ...state, communication } };
}

/** The battery has not been heard for too long although nobody said so. */
export function followSilence(memory: BatteryMemory, loss: Loss, battery: WatchedBattery): Followed {
  return afterLoss(atRest(memory), loss, battery);
}

function momentsOf({ newer, connections }: BatteryWork): Moment[] {
  const moments: Moment[] = newer.map((reading) => ({ at: reading.timestamp, reading }));
  if (connections.length === 0) return moments;
  for (const record of connections) {
    const { at } = record;
    if (record.kind === 'connected') moments.push({ at, connected: true });
    else moments.push({ at, loss: { at, reason: record.reason, failures: record.failures } });
  }
  return moments.sort((one, other) => one.at - other.at);
}

function afterReading(
  before: Followed,
  reading: Reading,
  { limits, alertSettings }: WatchedBattery,
): Followed {
  const { state, alerts } = before;
  const events = evaluateLimits(reading, limits, alerts, alertSettings);
  return {
    state: {
      ...state,
      latest: withoutRawFrames(reading),
      ...online(state, reading.timestamp),
      communicationErrors: reading.communicationErrors,
    },
    alerts: alertsAfter(alerts, events, reading.timestamp),
    events: events.length === 0 ? before.events : [...before.events, ...events],
  };
}

/** A reading from before the loss, that came late, does not bring the device back. */
const online = ({ connection, connectionSince }: BatteryState, at: number) =>
  connection === 'online' || (connection === 'offline' && at <= (connectionSince ?? 0))
    ? undefined
    : ({ connection: 'online', connectionReason: null, connectionSince: at } as const);

/** What is older than what is known of the connection says nothing new. */
const isOutdated = ({ latest, connectionSince }: BatteryState, at: number): boolean =>
  (latest !== null && at <= latest.timestamp) || (connectionSince !== null && at <= connectionSince);

function afterLoss(
  before: Followed,
  { at, reason, failures }: Loss,
  { alertSettings }: WatchedBattery,
): Followed {
  const { state, alerts } = before;
  if (state.connection !== 'offline' && isOutdated(state, at)) return before;
  const lastReadingAt = state.latest?.timestamp ?? null;
  const events = communicationLost({ at, lastReadingAt }, alerts, alertSettings);
  const since = state.connection === 'offline' ? state.connectionSince : at;
  return {
    state: {
      ...state,
      connection: 'offline',
      connectionReason: reason,
      connectionSince: since,
      communicationErrors: failures ?? state.communicationErrors,
    },
    alerts: withEvents(alerts, events),
    events: [...before.events, ...events],
  };
}

function afterConnection(before: Followed, at: number, { alertSettings }: WatchedBattery): Followed {
  const { state, alerts } = before;
  if (state.connection === 'online' || isOutdated(state, at)) return before;
  const events = communicationRestored(at, alerts, alertSettings);
  return {
    state: { ...state, ...online(state, at) },
    alerts: withEvents(alerts, events),
    events: [...before.events, ...events],
  };
}

/** A loss is not a reading: one that was measured before it and comes after it is still judged. */
const withEvents = (alerts: BatteryAlerts, events: readonly AlertEvent[]): BatteryAlerts => ({
  ...alertsAfter(alerts, events, 0),
  lastEvaluatedAt: alerts.lastEvaluatedAt,
});
