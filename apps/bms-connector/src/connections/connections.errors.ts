import type { WrongField } from '@trackingbms/device-profiles';
import { ProblemError, type LocalizedText } from '@trackingbms/service-kit';
import { trialText, type TrialCode } from './trial/trial-texts.js';
import { wrongFieldText } from './wrong-field-text.js';

const code = 'WRONG_SETTING';

/** Settings that cannot be tried, with a pointer to each wrong one. */
export const settingsRefused = (trialCode: TrialCode, wrong: readonly WrongField[]): ProblemError =>
  new ProblemError(trialCode, 422, trialText(trialCode), {
    errors: wrong.map(({ path, problem }) => ({ pointer: path, code, detail: wrongFieldText(problem) })),
  });

const profileText: LocalizedText = {
  en: 'This profile is wrong: correct the fields that are named.',
  fr: 'Ce profil est faux : corrigez les champs nommés.',
};

/** The paths within the profile follow `/profileText`. */
export const profileRefused = (wrong: readonly WrongField[]): ProblemError =>
  new ProblemError('CONNECTION.PROFILE_WRONG', 422, profileText, {
    errors: wrong.map(({ path, problem }) => ({
      pointer: `/profileText${path === '/' ? '' : path}`,
      code,
      detail: wrongFieldText(problem),
    })),
  });

export const tooManyTries = (): ProblemError =>
  new ProblemError(
    'CONNECTION.TOO_MANY_TRIES',
    429,
    {
      en: 'Your organization already has as many devices tried as may be at once: wait until one of them is done.',
      fr: 'Votre organisation essaie déjà autant d’appareils qu’il est permis à la fois : attendez la fin d’un essai.',
    },
    { headers: { 'retry-after': '5' } },
  );

export const notReadyYet = (): ProblemError =>
  new ProblemError(
    'CONNECTION.CONNECTOR_STARTING',
    503,
    {
      en: 'The connector is starting: try again in a few seconds.',
      fr: 'Le connecteur démarre : réessayez dans quelques secondes.',
    },
    { headers: { 'retry-after': '2' } },
  );
