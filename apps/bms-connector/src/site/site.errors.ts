import { ProblemError } from '@trackingbms/service-kit';
import type { RefusedSiteEvent } from './check-site-event.js';

const after = (milliseconds: number) => ({
  headers: { 'retry-after': String(Math.max(1, Math.ceil(milliseconds / 1_000))) },
});

/** One answer for every credential that opens nothing, so that a guesser learns nothing. */
export const siteCredentialRefused = (): ProblemError =>
  new ProblemError(
    'SITE.CREDENTIAL_REFUSED',
    401,
    {
      en: 'The site’s credential is not accepted: send it as `Authorization: Bearer tbsite_...`, or register the site anew.',
      fr: 'L’identifiant du site n’est pas accepté : envoyez-le par `Authorization: Bearer tbsite_...`, ou enregistrez le site de nouveau.',
    },
    { headers: { 'www-authenticate': 'Bearer' } },
  );

export const siteFleetUnknown = (): ProblemError =>
  new ProblemError(
    'SITE.STARTING',
    503,
    {
      en: 'The platform is starting and knows no fleet yet: keep the readings and send them again.',
      fr: 'La plateforme démarre et ne connaît pas encore le parc : gardez les mesures et renvoyez-les.',
    },
    after(2_000),
  );

export const siteNotServed = (): ProblemError =>
  new ProblemError('SITE.NOT_SERVED', 403, {
    en: 'Your organization’s access is suspended: ask your administrator. Nothing was taken.',
    fr: 'L’accès de votre organisation est suspendu : adressez-vous à votre administrateur. Rien n’a été pris.',
  });

export const siteLogAway = (): ProblemError =>
  new ProblemError(
    'SITE.LOG_AWAY',
    503,
    {
      en: 'The events cannot be stored right now: keep them and send all of them again.',
      fr: 'Les événements ne peuvent pas être conservés pour l’instant : gardez-les et renvoyez-les tous.',
    },
    after(5_000),
  );

export const siteOverRate = (wait: number): ProblemError =>
  new ProblemError(
    'SITE.OVER_RATE',
    429,
    {
      en: 'This site sends more than it may: wait for the time in `Retry-After`.',
      fr: 'Ce site envoie plus que permis : attendez le délai indiqué par `Retry-After`.',
    },
    after(wait),
  );

/** @param refused by their places in the request. */
export const siteEventsRefused = (refused: ReadonlyMap<number, RefusedSiteEvent>): ProblemError =>
  new ProblemError(
    'SITE.EVENTS_REFUSED',
    422,
    {
      en: 'The named events are never taken: leave them out and send the others again, nothing was taken.',
      fr: 'Les événements désignés ne seront jamais pris : retirez-les et renvoyez les autres, rien n’a été pris.',
    },
    { errors: [...refused].map(([index, { path, code }]) => ({ pointer: `/${index}${path}`, code })) },
  );
