import type {
  KnownLocation,
  LocationContactField,
  LocationDetails,
  LocationPlace,
} from '@trackingbms/batteries';
import { ColumnMap, type SqlRow, type SqlValue } from './column-map.js';
import { selectList, stampOf, type RowStamp } from './fleet-row.js';

/** The contact person of a location. Personal data: in the row only, never in an event. */
export type LocationContact = { readonly [Field in LocationContactField]: string | null };

export interface LocationRow extends LocationDetails, LocationPlace, LocationContact, RowStamp {
  readonly locationId: number;
}

const details = new ColumnMap<LocationDetails>({
  name: 'plain',
  slug: 'plain',
  address: 'plain',
  city: 'plain',
  province: 'plain',
  postalCode: 'plain',
  country: 'plain',
  latitude: 'plain',
  longitude: 'plain',
  environmentType: 'plain',
  climateControlled: 'boolean',
  humidityControlled: 'boolean',
  accessLevel: 'plain',
  requiresAuthorization: 'boolean',
  description: 'plain',
  installationDate: 'date',
  isActive: 'boolean',
});
const place = new ColumnMap<LocationPlace>({ parentId: 'plain', level: 'plain', path: 'plain' });
const contact = new ColumnMap<LocationContact>({
  responsibleName: 'plain',
  responsiblePhone: 'plain',
  responsibleEmail: 'plain',
});

/** In the order of `locationValues`. */
export const locationColumns: readonly string[] = [...place.columns, ...details.columns];
export const locationValues = (known: { details: LocationDetails; place: LocationPlace }): SqlValue[] => [
  ...place.toValues(known.place),
  ...details.toValues(known.details),
];

/** In the order of `locationContactValues`. */
export const locationContactColumns: readonly string[] = contact.columns;
export const locationContactValues = (person: LocationContact): SqlValue[] => contact.toValues(person);

export const locationSelectList = selectList('l', [...locationColumns, ...contact.columns]);

/** The location as its events made it, without the contact person. */
export const rowToKnownLocation = (row: SqlRow): KnownLocation => ({
  status: 'known',
  locationId: row.id as number,
  details: details.fromRow(row),
  place: place.fromRow(row),
});

export const rowToLocation = (row: SqlRow): LocationRow => ({
  locationId: row.id as number,
  ...stampOf(row),
  ...place.fromRow(row),
  ...details.fromRow(row),
  ...contact.fromRow(row),
});
