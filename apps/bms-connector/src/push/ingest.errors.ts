import type { WrongField } from '@trackingbms/device-profiles';
import { ProblemError } from '@trackingbms/service-kit';
import { mostReadings, type RefusedReading } from './read-push.js';

const after = (milliseconds: number) => ({
  headers: { 'retry-after': String(Math.max(1, Math.ceil(milliseconds / 1_000))) },
});

/** One answer for every secret that opens nothing, so that a guesser learns nothing. */
export const credentialRefused = (): ProblemError =>
  new ProblemError(
    'INGEST.CREDENTIAL_REFUSED',
    401,
    {
      en: 'The device’s secret is not accepted: send it as `Authorization: Bearer tbdev_...`, or have a new one made.',
      fr: 'Le secret de l’appareil n’est pas accepté : envoyez-le par `Authorization: Bearer tbdev_...`, ou faites-en créer un nouveau.',
    },
    { headers: { 'www-authenticate': 'Bearer' } },
  );

export const tooManyWrongCredentials = (wait: number): ProblemError =>
  new ProblemError(
    'INGEST.TOO_MANY_WRONG_CREDENTIALS',
    429,
    {
      en: 'Too many secrets that are not accepted came from your address: wait for the time in `Retry-After`.',
      fr: 'Trop de secrets refusés sont venus de votre adresse : attendez le délai indiqué par `Retry-After`.',
    },
    after(wait),
  );

export const fleetUnknown = (): ProblemError =>
  new ProblemError(
    'INGEST.STARTING',
    503,
    {
      en: 'The platform is starting and knows no devices yet: keep the readings and send them again.',
      fr: 'La plateforme démarre et ne connaît pas encore les appareils : gardez les mesures et renvoyez-les.',
    },
    after(2_000),
  );

export const notServed = (): ProblemError =>
  new ProblemError('INGEST.BATTERY_NOT_SERVED', 403, {
    en: 'This battery is not in service: activate it, or ask your administrator about your organization’s access.',
    fr: 'Cette batterie n’est pas en service : activez-la, ou renseignez-vous sur l’accès de votre organisation.',
  });

export const otherBattery = (index: number): ProblemError =>
  new ProblemError(
    'INGEST.OTHER_BATTERY',
    403,
    {
      en: 'A reading names another battery than the one this secret is for: nothing was taken.',
      fr: 'Une mesure désigne une autre batterie que celle de ce secret : rien n’a été pris.',
    },
    { errors: [{ pointer: `/${index}`, code: 'OTHER_BATTERY' }] },
  );

export const settingsRefused = (wrong: readonly WrongField[]): ProblemError =>
  new ProblemError(
    'INGEST.SETTINGS_REFUSED',
    409,
    {
      en: 'The battery’s `bmsConfig` does not fit pushed readings: correct the fields that are listed.',
      fr: 'Le `bmsConfig` de la batterie ne convient pas à des mesures envoyées : corrigez les champs indiqués.',
    },
    {
      errors: wrong.map(({ path, problem }) => ({
        pointer: `/bmsConfig${path}`,
        code: 'WRONG',
        detail: problem,
      })),
    },
  );

export const notAReading = (index: number): ProblemError =>
  new ProblemError(
    'INGEST.NOT_A_READING',
    400,
    {
      en: 'A reading must be a JSON object: correct it and send everything again, nothing was taken.',
      fr: 'Une mesure doit être un objet JSON : corrigez-la et renvoyez tout, rien n’a été pris.',
    },
    { errors: [{ pointer: `/${index}`, code: 'NOT_AN_OBJECT' }] },
  );

export const tooManyReadings = (): ProblemError =>
  new ProblemError('INGEST.TOO_MANY_READINGS', 413, {
    en: `A request may hold ${mostReadings} readings: send them in several requests.`,
    fr: `Une requête peut contenir ${mostReadings} mesures : envoyez-les en plusieurs requêtes.`,
  });

export const nothingKept = (refused: readonly RefusedReading[]): ProblemError =>
  new ProblemError(
    'INGEST.NOTHING_KEPT',
    422,
    {
      en: 'Not one of the readings can be kept: see the reasons, and check the device’s clock and its profile.',
      fr: 'Aucune des mesures ne peut être gardée : voyez les raisons, vérifiez l’horloge de l’appareil et son profil.',
    },
    { errors: refused.map(({ index, reason }) => ({ pointer: `/${index}`, code: reason })) },
  );

export const overRate = (wait: number): ProblemError =>
  new ProblemError(
    'INGEST.OVER_RATE',
    429,
    {
      en: 'The battery has sent more readings than it may: keep them and wait for the time in `Retry-After`.',
      fr: 'La batterie a envoyé plus de mesures que permis : gardez-les et attendez le délai indiqué par `Retry-After`.',
    },
    after(wait),
  );

/** Also for events that a connector on a customer's site hands over. */
export const logAway = (): ProblemError =>
  new ProblemError(
    'INGEST.LOG_AWAY',
    503,
    {
      en: 'Nothing could be stored for now: keep everything and send it again.',
      fr: 'Rien n’a pu être enregistré pour l’instant : gardez tout et renvoyez-le.',
    },
    after(5_000),
  );

export const mediaTypeUnknown = (): ProblemError =>
  new ProblemError('INGEST.MEDIA_TYPE', 415, {
    en: 'Send readings as `application/json` or as `application/x-ndjson`.',
    fr: 'Envoyez les mesures en `application/json` ou en `application/x-ndjson`.',
  });
