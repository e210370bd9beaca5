import type { OutgoingEvent } from '@trackingbms/event-log';
import { eventTypes, topics, type EventData, type EventTypeName } from '@trackingbms/message-contracts';
import {
  fleetEventOf,
  type FleetEvent,
  type FleetStreamType,
  type JournalEntry,
} from '@trackingbms/tenant-database';
import { source } from './source.js';
import { entryKey } from './to-entry.js';

interface Recorded<Type extends FleetEvent['type']> {
  readonly event: Extract<FleetEvent, { type: Type }>;
  readonly id: number;
  readonly version: number;
  /** RFC 3339 UTC. */
  readonly time: string;
}

interface Wire {
  readonly type: string;
  readonly data: object;
}

const wire = <Name extends EventTypeName>(name: Name, data: EventData<Name>): Wire => ({
  type: eventTypes[name].type,
  data,
});

/** What the world is told of each event: names of changed fields, never their values. */
const tellings: { readonly [Type in FleetEvent['type']]: (recorded: Recorded<Type>) => Wire } = {
  BatteryRegistered: ({ event: { uuid, details }, id: batteryId, version }) => {
    const { serialNumber, name, batteryTypeId, locationId, bmsProtocol } = details;
    const identity = { serialNumber, name, batteryTypeId, locationId, bmsProtocol };
    return wire('BatteryRegisteredV1', { batteryId, version, uuid, status: 'commissioning', ...identity });
  },
  BatteryChanged: ({ event, id: batteryId, version }) =>
    wire('BatteryChangedV1', { batteryId, version, changed: changedFields(event) }),
  BatteryCommissioned: ({ id: batteryId, version, time }) =>
    wire('BatteryCommissionedV1', { batteryId, version, commissionedAt: time }),
  BatteryDecommissioned: ({ id: batteryId, version, time }) =>
    wire('BatteryDecommissionedV1', { batteryId, version, decommissionedAt: time }),
  LocationAdded: ({ event: { details, place }, id: locationId, version }) => {
    const { name, slug } = details;
    return wire('LocationAddedV1', {
      locationId,
      version,
      name,
      slug,
      parentId: place.parentId ?? undefined,
    });
  },
  LocationChanged: ({ event, id: locationId, version }) =>
    wire('LocationChangedV1', { locationId, version, changed: changedFields(event) }),
  LocationMoved: ({ id: locationId, version }) =>
    wire('LocationChangedV1', { locationId, version, changed: ['parentId', 'level', 'path'] }),
  LocationFollowed: ({ id: locationId, version }) =>
    wire('LocationChangedV1', { locationId, version, changed: ['level', 'path'] }),
  BatteryTypeAdded: ({ event: { details }, id: batteryTypeId, version }) => {
    const { name, slug, chemistry } = details;
    return wire('BatteryTypeAddedV1', { batteryTypeId, version, name, slug, chemistry });
  },
  BatteryTypeChanged: ({ event: { changes }, id: batteryTypeId, version }) =>
    wire('BatteryTypeChangedV1', { batteryTypeId, version, changed: Object.keys(changes) }),
  DeviceProfileAdded: ({ event: { details }, id: deviceProfileId, version }) => {
    const { profile, profileVersion, protocol } = details;
    return wire('DeviceProfileAddedV1', { deviceProfileId, version, profile, profileVersion, protocol });
  },
  DeviceProfileRetired: ({ id: deviceProfileId, version }) =>
    wire('DeviceProfileRetiredV1', { deviceProfileId, version }),
  DeviceCredentialIssued: ({ event: { details }, id: deviceCredentialId, version }) =>
    wire('DeviceCredentialIssuedV1', { deviceCredentialId, version, batteryId: details.batteryId }),
  DeviceCredentialRevoked: ({ event: { batteryId }, id: deviceCredentialId, version }) =>
    wire('DeviceCredentialRevokedV1', { deviceCredentialId, version, batteryId }),
  SiteConnectorAdded: ({ event: { details }, id: siteConnectorId, version }) =>
    wire('SiteConnectorAddedV1', { siteConnectorId, version, name: details.name }),
  SiteConnectorRotated: ({ id: siteConnectorId, version }) =>
    wire('SiteConnectorRotatedV1', { siteConnectorId, version }),
  SiteConnectorRevoked: ({ id: siteConnectorId, version }) =>
    wire('SiteConnectorRevokedV1', { siteConnectorId, version }),
};

const changedFields = ({ changes, contactFields }: { changes: object; contactFields: readonly string[] }) => [
  ...Object.keys(changes),
  ...contactFields,
];

/** The record of the fleet's events that tells of a journal entry. */
export function toFleetEvent(tenantId: number, entry: JournalEntry): OutgoingEvent {
  const event = fleetEventOf<FleetEvent>(entry);
  const id = Number(entry.stream.id);
  const time = new Date(entry.occurredAt).toISOString();
  const tell = tellings[event.type] as (recorded: Recorded<FleetEvent['type']>) => Wire;
  return {
    topic: topics.fleetEvents,
    key: entryKey(tenantId, entry.stream.type as FleetStreamType, id),
    tenantId,
    partitionBy: 'tenant',
    id: entry.eventId,
    source,
    time,
    ...tell({ event, id, version: entry.version, time }),
    correlationId: entry.correlationId,
    causationId: entry.causationId,
  };
}
