import { ProblemError, type LocalizedText } from '@trackingbms/service-kit';
import type { AccessScope } from '@trackingbms/tenants';

const unknown = (code: string, text: LocalizedText, pointer?: string): ProblemError =>
  new ProblemError(
    code,
    404,
    text,
    pointer === undefined ? {} : { errors: [{ pointer, code: 'NOT_FOUND' }] },
  );

/** @param pointer where the request names it, when it is not the address itself */
export const batteryNotFound = (pointer?: string): ProblemError =>
  unknown(
    'BATTERY.NOT_FOUND',
    {
      en: 'There is no such battery that you may see: look for it in the list.',
      fr: 'Il n’y a pas de telle batterie que vous puissiez voir : cherchez-la dans la liste.',
    },
    pointer,
  );

export const batteryTypeNotFound = (pointer?: string): ProblemError =>
  unknown(
    'BATTERY_TYPE.NOT_FOUND',
    {
      en: 'There is no such battery type that you may see: look for it in the list.',
      fr: 'Il n’y a pas de tel type de batterie que vous puissiez voir : cherchez-le dans la liste.',
    },
    pointer,
  );

export const locationNotFound = (pointer?: string): ProblemError =>
  unknown(
    'LOCATION.NOT_FOUND',
    {
      en: 'There is no such location that you may see: look for it in the list.',
      fr: 'Il n’y a pas de tel lieu que vous puissiez voir : cherchez-le dans la liste.',
    },
    pointer,
  );

export const credentialNotFound = (): ProblemError =>
  unknown('DEVICE_CREDENTIAL.NOT_FOUND', {
    en: 'The battery has no such credential: look for it in the list.',
    fr: 'La batterie n’a pas de tel identifiant d’appareil : cherchez-le dans la liste.',
  });

export const deviceProfileNotFound = (): ProblemError =>
  unknown('DEVICE_PROFILE.NOT_FOUND', {
    en: 'There is no such device profile of your own: look for it in the list.',
    fr: 'Il n’y a pas de tel profil d’appareil à vous : cherchez-le dans la liste.',
  });

/** @param pointer where the request names it, when it is not the address itself */
export const siteConnectorNotFound = (pointer?: string): ProblemError =>
  unknown(
    'SITE_CONNECTOR.NOT_FOUND',
    {
      en: 'There is no such site connector: look for it in the list, or ask who manages them.',
      fr: 'Il n’y a pas de tel connecteur de site : cherchez-le dans la liste, ou demandez à qui les gère.',
    },
    pointer,
  );

export const siteConnectorRevoked = (pointer: string): ProblemError =>
  new ProblemError(
    'SITE_CONNECTOR.REVOKED',
    422,
    {
      en: 'The site connector is revoked for good: name another one.',
      fr: 'Le connecteur de site est révoqué pour de bon : nommez-en un autre.',
    },
    { errors: [{ pointer, code: 'REVOKED' }] },
  );

/** What concerns every location and type is refused to who sees a part of them. */
export function requireWholeFleet({ locations, batteryTypes }: AccessScope): void {
  if (locations === null && batteryTypes === null) return;
  throw new ProblemError('ACCESS.WHOLE_FLEET_ONLY', 403, {
    en: 'This concerns the whole fleet, and you may see a part of it: ask somebody who may see all of it.',
    fr: 'Ceci concerne tout le parc, et vous n’en voyez qu’une partie : demandez à quelqu’un qui le voit en entier.',
  });
}

/** The caller may see a part only and asks for something that would stand outside of it. */
export const outOfScope = (pointer: string): ProblemError =>
  new ProblemError(
    'ACCESS.OUT_OF_SCOPE',
    403,
    {
      en: 'This would stand outside the part of the fleet that you may see: choose a place inside it.',
      fr: 'Ceci se trouverait hors de la partie du parc que vous pouvez voir : choisissez un endroit à l’intérieur.',
    },
    { errors: [{ pointer, code: 'OUT_OF_SCOPE' }] },
  );
