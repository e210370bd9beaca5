import {
  eventTypes,
  type DomainEvent,
  type KnownEvent,
  type ReadingsRecordedV1,
} from '@trackingbms/message-contracts';
import type { LiveUpdate } from './live-update.js';

type Unnumbered = Omit<LiveUpdate, 'sequence'>;

const alertChanges: Readonly<Record<string, string>> = {
  [eventTypes.AlertRaisedV1.type]: 'raised',
  [eventTypes.AlertRepeatedV1.type]: 'repeated',
  [eventTypes.AlertAcknowledgedV1.type]: 'acknowledged',
  [eventTypes.AlertResolvedV1.type]: 'resolved',
};

/** What a fact of a topic is to those who watch; nothing for facts that they are not shown. */
export function toLiveUpdates(event: KnownEvent): Unnumbered[] {
  if (event.type === eventTypes.ReadingsRecordedV1.type) return readings(event);
  if (event.type === eventTypes.DeviceConnectedV1.type)
    return [connection(event.tenantId, 'online', event.data)];
  if (event.type === eventTypes.DeviceDisconnectedV1.type)
    return [connection(event.tenantId, 'offline', event.data)];
  const change = alertChanges[event.type];
  return change === undefined ? [] : [alert(change, event.tenantId, event.data as { batteryId: number })];
}

function readings({ tenantId, data }: DomainEvent<ReadingsRecordedV1>): Unnumbered[] {
  const { batteryId } = data;
  return data.readings.map((reading) => {
    // Frames are for looking up; they would crowd out what everybody watches.
    const json = JSON.stringify({ batteryId, ...reading, rawFrames: undefined });
    return { tenantId, batteryId, event: 'reading', json };
  });
}

function connection(tenantId: number, state: string, data: { batteryId: number }): Unnumbered {
  return {
    tenantId,
    batteryId: data.batteryId,
    event: 'connection',
    json: JSON.stringify({ state, ...data }),
  };
}

function alert(change: string, tenantId: number, data: { batteryId: number }): Unnumbered {
  return { tenantId, batteryId: data.batteryId, event: 'alert', json: JSON.stringify({ change, ...data }) };
}
