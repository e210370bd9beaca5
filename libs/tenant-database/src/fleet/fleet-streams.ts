import {
  evolveBattery,
  evolveBatteryType,
  evolveDeviceCredential,
  evolveDeviceProfile,
  evolveLocation,
  evolveSiteConnector,
  unknownBatteryType,
  unknownDeviceCredential,
  unknownDeviceProfile,
  unknownLocation,
  unknownSiteConnector,
  unregisteredBattery,
  type Battery,
  type BatteryEvent,
  type BatteryType,
  type BatteryTypeEvent,
  type DeviceCredential,
  type DeviceCredentialEvent,
  type DeviceProfileEvent,
  type Location,
  type LocationEvent,
  type OwnDeviceProfile,
  type SiteConnector,
  type SiteConnectorEvent,
} from '@trackingbms/batteries';
import type { JournalEntry, StreamName } from '../journal/journal-entry.js';

/** The stream types that the fleet service writes and relays. */
export const fleetStreamTypes = [
  'battery',
  'location',
  'battery-type',
  'device-profile',
  'device-credential',
  'site-connector',
] as const;
export type FleetStreamType = (typeof fleetStreamTypes)[number];
export type FleetEvent =
  | BatteryEvent
  | LocationEvent
  | BatteryTypeEvent
  | DeviceProfileEvent
  | DeviceCredentialEvent
  | SiteConnectorEvent;

/** Of the events as they are written now; a change of their shape is a new number and an upcaster. */
export const fleetSchemaVersion = 1;

export const fleetStream = (type: FleetStreamType, id: number): StreamName => ({ type, id: String(id) });

/** The event an entry was made from. Throws for a version this program does not know. */
export function fleetEventOf<Event extends FleetEvent>(entry: JournalEntry): Event {
  if (entry.schemaVersion !== fleetSchemaVersion) {
    throw new Error(
      `${entry.type} has schema version ${entry.schemaVersion}, which is newer than this program.`,
    );
  }
  return { type: entry.type, ...entry.payload } as Event;
}

/** An event's fields without its type, as the journal keeps them. */
export function fleetPayloadOf({ type: _type, ...payload }: FleetEvent): object {
  return payload;
}

export const batteryOf = (entries: readonly JournalEntry[]): Battery =>
  entries.map(fleetEventOf<BatteryEvent>).reduce(evolveBattery, unregisteredBattery);

export const locationOf = (entries: readonly JournalEntry[]): Location =>
  entries.map(fleetEventOf<LocationEvent>).reduce(evolveLocation, unknownLocation);

export const batteryTypeOf = (entries: readonly JournalEntry[]): BatteryType =>
  entries.map(fleetEventOf<BatteryTypeEvent>).reduce(evolveBatteryType, unknownBatteryType);

export const deviceProfileOf = (entries: readonly JournalEntry[]): OwnDeviceProfile =>
  entries.map(fleetEventOf<DeviceProfileEvent>).reduce(evolveDeviceProfile, unknownDeviceProfile);

export const deviceCredentialOf = (entries: readonly JournalEntry[]): DeviceCredential =>
  entries.map(fleetEventOf<DeviceCredentialEvent>).reduce(evolveDeviceCredential, unknownDeviceCredential);

export const siteConnectorOf = (entries: readonly JournalEntry[]): SiteConnector =>
  entries.map(fleetEventOf<SiteConnectorEvent>).reduce(evolveSiteConnector, unknownSiteConnector);
