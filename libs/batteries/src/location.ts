import { FleetRefusal } from './batteries.errors.js';
import { differences } from './differences.js';
import { followTo, isWithin, maxLocationDepth, placeUnder, type LocationPlace } from './location-tree.js';

export const environmentTypes = ['indoor', 'outdoor', 'semi-outdoor'] as const;
export const accessLevels = ['public', 'restricted', 'secure', 'high-security'] as const;

/** A location without its contact person: personal data stays out of events, which cannot be erased. */
export interface LocationDetails {
  readonly name: string;
  readonly slug: string;
  readonly address: string | null;
  readonly city: string | null;
  readonly province: string | null;
  readonly postalCode: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Degrees, -90 to 90. */
  readonly latitude: number | null;
  /** Degrees, -180 to 180. */
  readonly longitude: number | null;
  readonly environmentType: (typeof environmentTypes)[number];
  readonly climateControlled: boolean;
  readonly humidityControlled: boolean;
  readonly accessLevel: (typeof accessLevels)[number];
  readonly requiresAuthorization: boolean;
  readonly description: string | null;
  /** `YYYY-MM-DD`. */
  readonly installationDate: string | null;
  readonly isActive: boolean;
}

/** Names, never values, of the personal columns that a change touched. */
export type LocationContactField = 'responsibleName' | 'responsiblePhone' | 'responsibleEmail';

export interface KnownLocation {
  readonly status: 'known';
  readonly locationId: number;
  readonly details: LocationDetails;
  readonly place: LocationPlace;
}
export type Location = { readonly status: 'unknown' } | KnownLocation;

export type LocationCommand =
  | {
      readonly type: 'AddLocation';
      readonly locationId: number;
      readonly details: LocationDetails;
      readonly parent: KnownLocation | null;
    }
  | {
      readonly type: 'ChangeLocation';
      readonly changes: Partial<LocationDetails>;
      readonly contactFields: readonly LocationContactField[];
    }
  | {
      readonly type: 'MoveLocation';
      readonly parent: KnownLocation | null;
      /** Level of the deepest location inside, the location's own when it is empty. */
      readonly deepestLevel: number;
    }
  | { readonly type: 'FollowMove'; readonly from: LocationPlace; readonly to: LocationPlace };

export type LocationEvent =
  | {
      readonly type: 'LocationAdded';
      readonly locationId: number;
      readonly details: LocationDetails;
      readonly place: LocationPlace;
    }
  | {
      readonly type: 'LocationChanged';
      readonly changes: Partial<LocationDetails>;
      readonly contactFields: readonly LocationContactField[];
    }
  | { readonly type: 'LocationMoved'; readonly place: LocationPlace }
  | { readonly type: 'LocationFollowed'; readonly place: LocationPlace };

export const unknownLocation: Location = { status: 'unknown' };

/** No event means that nothing would change. Throws `FleetRefusal`. */
export function decideLocation(command: LocationCommand, location: Location): LocationEvent[] {
  if (command.type === 'AddLocation') return add(command, location);
  if (location.status === 'unknown') throw new FleetRefusal('LOCATION.NOT_ADDED');
  switch (command.type) {
    case 'ChangeLocation':
      return change(command, location);
    case 'MoveLocation':
      return move(command, location);
    case 'FollowMove':
      return [{ type: 'LocationFollowed', place: followTo(location.place, command.from, command.to) }];
  }
}

function add(
  command: Extract<LocationCommand, { type: 'AddLocation' }>,
  location: Location,
): LocationEvent[] {
  if (location.status === 'known') throw new FleetRefusal('LOCATION.ALREADY_ADDED');
  const { locationId, details, parent } = command;
  refuseInactive(parent);
  return [{ type: 'LocationAdded', locationId, details, place: placeUnder(locationId, parent) }];
}

function change(
  command: Extract<LocationCommand, { type: 'ChangeLocation' }>,
  location: KnownLocation,
): LocationEvent[] {
  const changes = differences(location.details, command.changes);
  const { contactFields } = command;
  if (Object.keys(changes).length === 0 && contactFields.length === 0) return [];
  return [{ type: 'LocationChanged', changes, contactFields }];
}

function move(
  command: Extract<LocationCommand, { type: 'MoveLocation' }>,
  location: KnownLocation,
): LocationEvent[] {
  const { parent, deepestLevel } = command;
  if ((parent?.locationId ?? null) === location.place.parentId) return [];
  if (parent && isWithin(parent.place.path, location.place.path)) throw new FleetRefusal('LOCATION.CYCLE');
  refuseInactive(parent);
  const place = placeUnder(location.locationId, parent);
  if (place.level + deepestLevel - location.place.level > maxLocationDepth) {
    throw new FleetRefusal('LOCATION.TOO_DEEP');
  }
  return [{ type: 'LocationMoved', place }];
}

function refuseInactive(parent: KnownLocation | null): void {
  if (parent && !parent.details.isActive) throw new FleetRefusal('LOCATION.INACTIVE');
}

/** The location after one more event. Throws when the history does not begin with its addition. */
export function evolveLocation(location: Location, event: LocationEvent): Location {
  if (event.type === 'LocationAdded') {
    const { locationId, details, place } = event;
    return { status: 'known', locationId, details, place };
  }
  if (location.status === 'unknown') throw new Error(`A location's history cannot begin with ${event.type}.`);
  switch (event.type) {
    case 'LocationChanged':
      return { ...location, details: { ...location.details, ...event.changes } };
    case 'LocationMoved':
    case 'LocationFollowed':
      return { ...location, place: event.place };
  }
}
