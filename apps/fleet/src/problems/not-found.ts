import { ProblemError, type LocalizedText } from '@trackingbms/service-kit';

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
