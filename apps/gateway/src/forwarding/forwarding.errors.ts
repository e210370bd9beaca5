import { ProblemError } from '@trackingbms/service-kit';

export const noSuchOperation = (): ProblemError =>
  new ProblemError('GATEWAY.NO_SUCH_OPERATION', 404, {
    en: 'There is no such operation: see /docs for those there are.',
    fr: 'Cette opération n’existe pas : voir /docs pour celles qui existent.',
  });

export const methodNotAllowed = (allowed: readonly string[]): ProblemError =>
  new ProblemError(
    'GATEWAY.METHOD_NOT_ALLOWED',
    405,
    {
      en: `This address takes ${allowed.join(', ')}.`,
      fr: `Cette adresse accepte ${allowed.join(', ')}.`,
    },
    { headers: { allow: allowed.join(', ') } },
  );

/** The owner is down or too slow: nothing is known of what became of the request. */
export const ownerUnavailable = (): ProblemError =>
  new ProblemError(
    'GATEWAY.OWNER_UNAVAILABLE',
    503,
    {
      en: 'The part of the platform that answers this is not available: try again in a few seconds.',
      fr: 'La partie de la plateforme qui répond à ceci n’est pas disponible : réessayez dans quelques secondes.',
    },
    { headers: { 'retry-after': '2' } },
  );

export const tenantSuspended = (): ProblemError =>
  new ProblemError('TENANT.SUSPENDED', 403, {
    en: 'Your organization’s access is suspended: ask your administrator.',
    fr: 'L’accès de votre organisation est suspendu : adressez-vous à votre administrateur.',
  });

export const bodyTypeUnknown = (types: readonly string[]): ProblemError =>
  new ProblemError('REQUEST.MEDIA_TYPE', 415, {
    en: `Send the body as ${types.join(' or ')}.`,
    fr: `Envoyez le corps en ${types.join(' ou ')}.`,
  });

export const bodyTooLarge = (largest: number): ProblemError =>
  new ProblemError('REQUEST.TOO_LARGE', 413, {
    en: `A body may have ${largest / 1024} KiB here: send less at once.`,
    fr: `Un corps peut avoir ${largest / 1024} Kio ici : envoyez-en moins à la fois.`,
  });
