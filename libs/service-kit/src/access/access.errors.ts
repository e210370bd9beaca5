import { ProblemError } from '../problems/problem-error.js';

const challenge = { 'www-authenticate': 'Bearer' };

export const tokenMissing = (): ProblemError =>
  new ProblemError(
    'ACCESS.TOKEN_MISSING',
    401,
    {
      en: 'This request needs an access token: sign in and send it as `Authorization: Bearer ...`.',
      fr: 'Cette requête demande un jeton d’accès : connectez-vous et envoyez-le par `Authorization: Bearer ...`.',
    },
    { headers: challenge },
  );

/** One answer for every defect of a token, so that a forger learns nothing. */
export const tokenInvalid = (): ProblemError =>
  new ProblemError(
    'ACCESS.TOKEN_INVALID',
    401,
    {
      en: 'The access token is not accepted: refresh the session or sign in again.',
      fr: 'Le jeton d’accès n’est pas accepté : renouvelez la session ou connectez-vous de nouveau.',
    },
    { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } },
  );

export const accessDenied = (permission: string): ProblemError =>
  new ProblemError('ACCESS.DENIED', 403, {
    en: `Your role does not hold the permission \`${permission}\`: ask an administrator of your organization.`,
    fr: `Votre rôle ne comprend pas la permission \`${permission}\` : adressez-vous à un administrateur de votre organisation.`,
  });

export const passwordChangeRequired = (): ProblemError =>
  new ProblemError('ACCESS.PASSWORD_CHANGE_REQUIRED', 403, {
    en: 'Change your password first: until then your session can do nothing else.',
    fr: 'Changez d’abord votre mot de passe : d’ici là, votre session ne permet rien d’autre.',
  });

export const serviceCredentialRefused = (): ProblemError =>
  new ProblemError('ACCESS.SERVICE_CREDENTIAL_REFUSED', 401, {
    en: 'This route is for the platform’s own services.',
    fr: 'Cette route est réservée aux services de la plateforme.',
  });

export const keysUnavailable = (): ProblemError =>
  new ProblemError(
    'ACCESS.KEYS_UNAVAILABLE',
    503,
    {
      en: 'Access tokens cannot be checked right now: try again in a few seconds.',
      fr: 'Les jetons d’accès ne peuvent pas être vérifiés pour l’instant : réessayez dans quelques secondes.',
    },
    { headers: { 'retry-after': '5' } },
  );
