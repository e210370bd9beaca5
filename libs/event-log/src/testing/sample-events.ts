import { eventTypes, recordKeys, topics } from '@trackingbms/message-contracts';
import { randomUUID } from 'node:crypto';
import type { OutgoingEvent } from '../publishing/outgoing-event.js';

/** A DeviceConnected event on the readings topic; `id` is random unless given. */
export function deviceConnected(
  tenantId: number,
  batteryId: number,
  id: string = randomUUID(),
): OutgoingEvent {
  const at = '2025-03-01T12:00:00.000Z';
  return {
    topic: topics.readings,
    key: recordKeys.battery(tenantId, batteryId),
    tenantId,
    partitionBy: 'battery',
    id,
    type: eventTypes.DeviceConnectedV1.type,
    source: '/tests',
    time: at,
    data: { batteryId, at },
  };
}

/** A LocationEntry on the compacted fleet topic, or its tombstone for version 0. */
export function locationEntry(tenantId: number, locationId: number, version: number): OutgoingEvent {
  const entry = {
    locationId,
    version,
    name: `Site ${version}`,
    slug: 'site',
    level: 1,
    path: `/${locationId}/`,
    isActive: true,
  };
  return {
    topic: topics.fleet,
    key: recordKeys.fleetLocation(tenantId, locationId),
    tenantId,
    partitionBy: 'tenant',
    id: randomUUID(),
    type: eventTypes.LocationEntryV1.type,
    source: '/tests',
    time: '2025-03-01T12:00:00.000Z',
    data: version === 0 ? null : entry,
  };
}
