import { differences, type LocationContactField, type LocationDetails } from '@trackingbms/batteries';
import type { LocationContact, LocationRow } from '@trackingbms/tenant-database';
import { presentFields } from '../fields/present-fields.js';
import { slugOf } from '../fields/slug-of.js';
import type { AddLocationRequest, ChangeLocationRequest, LocationAnswer } from './location-requests.js';

const defaults: Omit<LocationDetails, 'name' | 'slug'> = {
  address: null,
  city: null,
  province: null,
  postalCode: null,
  country: 'CA',
  latitude: null,
  longitude: null,
  environmentType: 'indoor',
  climateControlled: false,
  humidityControlled: false,
  accessLevel: 'restricted',
  requiresAuthorization: true,
  description: null,
  installationDate: null,
  isActive: true,
};

/** What a request asks for, without its place in the tree and without personal data. */
export function wantedDetails({
  parentId: _parent,
  responsibleName: _name,
  responsiblePhone: _phone,
  responsibleEmail: _email,
  ...rest
}: ChangeLocationRequest): Partial<LocationDetails> {
  return presentFields<LocationDetails>(rest);
}

/** The details of a new location: the specification's defaults where the request says nothing. */
export function newDetails(request: AddLocationRequest): LocationDetails {
  const { name } = request;
  return { ...defaults, name, slug: request.slug ?? slugOf(name), ...wantedDetails(request) };
}

/** The contact person after the request, and the names of what it changes. */
export function wantedContact(
  before: LocationContact,
  { responsibleName, responsiblePhone, responsibleEmail }: ChangeLocationRequest,
): { contact: LocationContact; contactFields: LocationContactField[] } {
  const changes = differences(before, { responsibleName, responsiblePhone, responsibleEmail });
  const contact = {
    responsibleName: before.responsibleName,
    responsiblePhone: before.responsiblePhone,
    responsibleEmail: before.responsibleEmail,
    ...changes,
  };
  return { contact, contactFields: Object.keys(changes) as LocationContactField[] };
}

export const noContact: LocationContact = {
  responsibleName: null,
  responsiblePhone: null,
  responsibleEmail: null,
};

export function toLocationAnswer({ locationId, ...row }: LocationRow): LocationAnswer {
  return {
    ...row,
    id: locationId,
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}
