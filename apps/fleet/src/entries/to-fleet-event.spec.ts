import { describe, expect, it } from '@jest/globals';
import {
  batteryCommissioned,
  batteryDecommissioned,
  batteryRegistered,
  batteryTypeAdded,
  deviceCredentialIssued,
  deviceProfileAdded,
  locationAdded,
  locationAt,
  siteConnectorAdded,
} from '@trackingbms/batteries/testing';
import { encodeEvent, decodeEvent } from '@trackingbms/message-contracts';
import {
  fleetPayloadOf,
  type FleetEvent,
  type FleetStreamType,
  type JournalEntry,
} from '@trackingbms/tenant-database';
import { toFleetEvent } from './to-fleet-event.js';

const place = { parentId: 1, level: 2, path: '/1/9/' };
const every: readonly [FleetStreamType, FleetEvent, string][] = [
  ['battery', batteryRegistered, 'com.trackingbms.BatteryRegistered.v1'],
  ['battery', batteryCommissioned, 'com.trackingbms.BatteryCommissioned.v1'],
  ['battery', batteryDecommissioned, 'com.trackingbms.BatteryDecommissioned.v1'],
  [
    'battery',
    { type: 'BatteryChanged', changes: { notes: 'canary' }, contactFields: ['alertContacts'] },
    'com.trackingbms.BatteryChanged.v1',
  ],
  ['location', locationAdded(locationAt(9)), 'com.trackingbms.LocationAdded.v1'],
  ['location', locationAdded(locationAt(9, locationAt(1))), 'com.trackingbms.LocationAdded.v1'],
  [
    'location',
    { type: 'LocationChanged', changes: {}, contactFields: ['responsibleName'] },
    'com.trackingbms.LocationChanged.v1',
  ],
  ['location', { type: 'LocationMoved', place }, 'com.trackingbms.LocationChanged.v1'],
  ['location', { type: 'LocationFollowed', place }, 'com.trackingbms.LocationChanged.v1'],
  ['battery-type', batteryTypeAdded, 'com.trackingbms.BatteryTypeAdded.v1'],
  [
    'battery-type',
    { type: 'BatteryTypeChanged', changes: { notes: 'canary' } },
    'com.trackingbms.BatteryTypeChanged.v1',
  ],
  ['device-profile', deviceProfileAdded, 'com.trackingbms.DeviceProfileAdded.v1'],
  ['device-profile', { type: 'DeviceProfileRetired' }, 'com.trackingbms.DeviceProfileRetired.v1'],
  ['device-credential', deviceCredentialIssued, 'com.trackingbms.DeviceCredentialIssued.v1'],
  [
    'device-credential',
    { type: 'DeviceCredentialRevoked', batteryId: 9 },
    'com.trackingbms.DeviceCredentialRevoked.v1',
  ],
  ['site-connector', siteConnectorAdded, 'com.trackingbms.SiteConnectorAdded.v1'],
  [
    'site-connector',
    { type: 'SiteConnectorRotated', kept: { secretHash: 'abab', lastCharacters: 'abab' } },
    'com.trackingbms.SiteConnectorRotated.v1',
  ],
  ['site-connector', { type: 'SiteConnectorRevoked' }, 'com.trackingbms.SiteConnectorRevoked.v1'],
];

const entryOf = (type: FleetStreamType, event: FleetEvent): JournalEntry => ({
  eventId: '01890a5d-ac96-774b-bcce-b302099a8057',
  type: event.type,
  schemaVersion: 1,
  payload: fleetPayloadOf(event),
  occurredAt: Date.UTC(2026, 2, 1),
  correlationId: 'c-1',
  stream: { type, id: '9' },
  position: 12,
  version: 3,
});

describe('what the world is told', () => {
  it.each(every)('of a %s event keeps its contract: %j', (streamType, event, wireType) => {
    const told = toFleetEvent(7, entryOf(streamType, event));
    expect(told).toMatchObject({
      type: wireType,
      key: `7/${streamType}/9`,
      id: '01890a5d-ac96-774b-bcce-b302099a8057',
      time: '2026-03-01T00:00:00.000Z',
      correlationId: 'c-1',
      data: { version: 3 },
    });
    expect(decodeEvent(encodeEvent(told))).toMatchObject({ ok: true });
    expect(JSON.stringify(told)).not.toMatch(/canary|abab/);
  });

  it('is not an event of a newer program', () => {
    const entry = { ...entryOf('battery', batteryRegistered), schemaVersion: 2 };
    expect(() => toFleetEvent(7, entry)).toThrow('newer than this program');
  });
});
