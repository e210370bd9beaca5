import { ProblemError } from '@trackingbms/service-kit';

/** One answer for a wrong tenant, user name or password, a closed account and a closed tenant: it tells nobody which. */
export const signInRefused = (): ProblemError =>
  new ProblemError('AUTH.SIGN_IN_REFUSED', 401, {
    en: 'The organization, user name or password is wrong, or the access is closed. Check them, or ask an administrator of your organization.',
    fr: 'L’organisation, le nom d’utilisateur ou le mot de passe est erroné, ou l’accès est fermé. Vérifiez-les, ou adressez-vous à un administrateur de votre organisation.',
  });

/** @param retryAfter seconds */
export const signInDelayed = (retryAfter: number): ProblemError =>
  new ProblemError(
    'AUTH.SIGN_IN_DELAYED',
    429,
    {
      en: `Too many attempts: try again in ${retryAfter} s.`,
      fr: `Trop de tentatives : réessayez dans ${retryAfter} s.`,
    },
    { headers: { 'retry-after': String(retryAfter) } },
  );

export const sessionEnded = (): ProblemError =>
  new ProblemError('AUTH.SESSION_ENDED', 401, {
    en: 'The session has ended: sign in again.',
    fr: 'La session est terminée : connectez-vous de nouveau.',
  });

export const currentPasswordWrong = (): ProblemError =>
  new ProblemError(
    'PASSWORD.CURRENT_WRONG',
    422,
    { en: 'The present password is wrong.', fr: 'Le mot de passe actuel est erroné.' },
    { errors: [{ pointer: '/currentPassword', code: 'WRONG' }] },
  );

export const notReadyYet = (): ProblemError =>
  new ProblemError(
    'AUTH.NOT_READY',
    503,
    {
      en: 'The service is starting: try again in a few seconds.',
      fr: 'Le service démarre : réessayez dans quelques secondes.',
    },
    { headers: { 'retry-after': '3' } },
  );
