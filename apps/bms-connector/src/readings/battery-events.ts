import type { OutgoingEvent } from '@trackingbms/event-log';
import {
  eventTypes,
  recordKeys,
  type DeviceCommunicationV1,
  type DeviceConnectedV1,
  type DeviceDisconnectedV1,
} from '@trackingbms/message-contracts';
import type { Reading } from '@trackingbms/telemetry';
import type { PresenceChange } from '../polling/device-presence.js';
import type { PeriodFigures } from './communication-period.js';
import { batteryFactId } from './reading-id.js';
import { toReadingsRecorded } from './to-readings-recorded.js';

export interface BatteryRef {
  readonly tenantId: number;
  readonly batteryId: number;
}

/** The reading's event. Its id and its time follow from the reading, so a second making is the same event. */
export function readingRecorded(battery: BatteryRef, reading: Reading): OutgoingEvent {
  const data = toReadingsRecorded(battery.batteryId, reading);
  return eventOf(battery, eventTypes.ReadingsRecordedV1, reading.timestamp, data);
}

export function presenceChanged(battery: BatteryRef, change: PresenceChange): OutgoingEvent {
  const at = new Date(change.at).toISOString();
  const { batteryId } = battery;
  if (change.type === 'connected') {
    return eventOf(battery, eventTypes.DeviceConnectedV1, change.at, {
      batteryId,
      at,
    } satisfies DeviceConnectedV1);
  }
  const { reason, failures, lastReadingAt } = change;
  const data: DeviceDisconnectedV1 = { batteryId, at, reason, failures };
  if (lastReadingAt !== undefined) data.lastReadingAt = new Date(lastReadingAt).toISOString();
  return eventOf(battery, eventTypes.DeviceDisconnectedV1, change.at, data);
}

/** What was counted of a battery's device during a period. */
export function communicationCounted(battery: BatteryRef, { end, ...figures }: PeriodFigures): OutgoingEvent {
  const { batteryId } = battery;
  const data: DeviceCommunicationV1 = { batteryId, at: new Date(end).toISOString(), ...figures };
  return eventOf(battery, eventTypes.DeviceCommunicationV1, end, data);
}

type ReadingsTopicEvent = (typeof eventTypes)[
  'ReadingsRecordedV1' | 'DeviceConnectedV1' | 'DeviceDisconnectedV1' | 'DeviceCommunicationV1'];

function eventOf(
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
