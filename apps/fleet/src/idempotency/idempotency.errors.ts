import { ProblemError } from '@trackingbms/service-kit';

export const keyInvalid = (): ProblemError =>
  new ProblemError('IDEMPOTENCY.KEY_INVALID', 400, {
    en: 'An Idempotency-Key has 1 to 255 visible ASCII characters: send another, for example a UUID.',
    fr: 'Une clé Idempotency-Key compte 1 à 255 caractères ASCII visibles : envoyez-en une autre, par exemple un UUID.',
  });

export const keyReused = (): ProblemError =>
  new ProblemError('IDEMPOTENCY.KEY_REUSED', 409, {
    en: 'This Idempotency-Key was used for another request: send a new key with a new request.',
    fr: 'Cette clé Idempotency-Key a servi à une autre requête : envoyez une nouvelle clé pour une nouvelle requête.',
  });
