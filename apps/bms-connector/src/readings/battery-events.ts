import type { OutgoingEvent } from '@trackingbms/event-log';
import {
  eventTypes,
  recordKeys,
  type DeviceCommunicationV1,
  type DeviceConnectedV1,
  type DeviceDisconnectedV1,
  type ReadingV1,
  type ReadingsRecordedV1,
} from '@trackingbms/message-contracts';
import type { Reading } from '@trackingbms/telemetry';
import type { PresenceChange } from '../polling/device-presence.js';
import type { PeriodFigures } from './communication-period.js';
import { batteryFactId } from './reading-id.js';
import { toReadingsRecorded, toReadingV1 } from './to-readings-recorded.js';

export interface BatteryRef {
  readonly tenantId: number;
  readonly batteryId: number;
}

/** The reading's event. Its id and its time follow from the reading, so a second making is the same event. */
export function readingRecorded(
  battery: BatteryRef,
  reading: Reading,
  rawFrames?: readonly string[],
): OutgoingEvent {
  const data = toReadingsRecorded(battery.batteryId, reading, rawFrames);
  return batteryEvent(battery, eventTypes.ReadingsRecordedV1, reading.timestamp, data);
}

/** Bytes of an event's readings, so that it stays well below what the log takes. */
const largestEvent = 256 * 1024;

/**
 * Readings in the order of their times, in as few events as the log takes. An event's id follows from the times that it
 * holds: the same readings sent again are the same event, and of other events with the same readings each reading is
 * still known by its battery and its time.
 */
export function readingsRecorded(battery: BatteryRef, readings: readonly Reading[]): OutgoingEvent[] {
  return portionsOf(readings.map(toReadingV1)).map((portion) => {
    const times = portion.map(({ timestamp }) => timestamp);
    const first = Date.parse(times[0] as string);
    const data: ReadingsRecordedV1 = { batteryId: battery.batteryId, readings: portion };
    const event = batteryEvent(battery, eventTypes.ReadingsRecordedV1, first, data);
    if (times.length === 1) return event;
    return { ...event, id: batteryFactId(`${event.type}/${times.join('/')}`, event.key, first) };
  });
}

function portionsOf(readings: readonly ReadingV1[]): ReadingV1[][] {
  const portions: ReadingV1[][] = [];
  let room = 0;
  for (const reading of readings) {
    const bytes = Buffer.byteLength(JSON.stringify(reading));
    if (bytes > room) {
      portions.push([]);
      room = largestEvent;
    }
    portions.at(-1)?.push(reading);
    room -= bytes;
  }
  return portions;
}

export function presenceChanged(battery: BatteryRef, change: PresenceChange): OutgoingEvent {
  const at = new Date(change.at).toISOString();
  const { batteryId } = battery;
  if (change.type === 'connected') {
    return batteryEvent(battery, eventTypes.DeviceConnectedV1, change.at, {
      batteryId,
      at,
    } satisfies DeviceConnectedV1);
  }
  const { reason, failures, lastReadingAt } = change;
  const data: DeviceDisconnectedV1 = { batteryId, at, reason, failures };
  if (lastReadingAt !== undefined) data.lastReadingAt = new Date(lastReadingAt).toISOString();
  return batteryEvent(battery, eventTypes.DeviceDisconnectedV1, change.at, data);
}

/** What was counted of a battery's device during a period. */
export function communicationCounted(battery: BatteryRef, { end, ...figures }: PeriodFigures): OutgoingEvent {
  const { batteryId } = battery;
  const data: DeviceCommunicationV1 = { batteryId, at: new Date(end).toISOString(), ...figures };
  return batteryEvent(battery, eventTypes.DeviceCommunicationV1, end, data);
}

export type ReadingsTopicEvent = (typeof eventTypes)[
  'ReadingsRecordedV1' | 'DeviceConnectedV1' | 'DeviceDisconnectedV1' | 'DeviceCommunicationV1'];

/** What happened to a battery at a time (epoch ms), as it goes onto the readings topic. */
export function batteryEvent(
  { tenantId, batteryId }: BatteryRef,
  { type, topic }: ReadingsTopicEvent,
  at: number,
  data: object,
): OutgoingEvent {
  const key = recordKeys.battery(tenantId, batteryId);
  return {
    topic,
    key,
    tenantId,
    partitionBy: 'battery',
    id: batteryFactId(type, key, at),
    type,
    source: '/bms-connector',
    time: new Date(at).toISOString(),
    subject: key,
    data,
  };
}
