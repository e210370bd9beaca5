import type { Language, LocalizedText } from '@trackingbms/service-kit';
import { trialCodes, trialText, type TrialCode } from '../trial/trial-texts.js';
import type { ProbeOutcome } from './device-detection.js';
import type { Evidence } from './recognise.js';

const texts: Readonly<Record<Evidence, LocalizedText>> = {
  NAMES_ITSELF: {
    en: 'the device names its values itself, as this profile has them',
    fr: 'l’appareil nomme lui-même ses valeurs, comme ce profil',
  },
  SOUND_FRAMES: {
    en: 'its answers have the right form and sum',
    fr: 'ses réponses ont la bonne forme et la bonne somme',
  },
  MARK_FOUND: {
    en: 'the maker’s mark is where the profile says',
    fr: 'la marque du fabricant est là où le profil le dit',
  },
  CELLS_ADD_UP: {
    en: 'the cells add up to the pack’s voltage',
    fr: 'la somme des cellules est la tension du bloc',
  },
  VALUES_IN_DOUBT: { en: 'some values do not fit together', fr: 'certaines valeurs ne s’accordent pas' },
  OTHERS_FIT_TOO: {
    en: 'another profile fits as well: compare current and capacity with the device’s label',
    fr: 'un autre profil convient aussi : comparez courant et capacité avec l’étiquette de l’appareil',
  },
  NO_VOLTAGE: {
    en: 'it answers, but without a battery’s voltage',
    fr: 'il répond, mais sans tension de batterie',
  },
  OTHER_VALUES: {
    en: 'it answers, but with other values than this maker’s devices',
    fr: 'il répond, mais avec d’autres valeurs que les appareils de ce fabricant',
  },
};

export interface Reason {
  /** Stable. */
  readonly code: string;
  readonly message: string;
}

export const reasonOf = (code: Evidence, language: Language): Reason => ({
  code,
  message: texts[code][language],
});

const notTried: Readonly<Record<'skipped' | 'late', LocalizedText>> = {
  skipped: { en: 'not tried: it could not have been this', fr: 'non essayé : ce ne pouvait être cela' },
  late: {
    en: 'not tried: the time was over. Name fewer ports',
    fr: 'non essayé : le temps était écoulé. Nommez moins de ports',
  },
};

/** Why a probe found nothing. */
export function whyNot(outcome: ProbeOutcome, protocol: string, language: Language): Reason {
  if (outcome.type === 'failed') {
    const known = trialCodes.includes(outcome.code as TrialCode);
    const message = known ? trialText(outcome.code as TrialCode, protocol)[language] : outcome.code;
    return { code: outcome.code, message };
  }
  if (outcome.type === 'answered')
    return reasonOf(outcome.recognised.evidence[0] ?? 'OTHER_VALUES', language);
  return {
    code: outcome.type === 'late' ? 'DETECTION.LATE' : 'DETECTION.SKIPPED',
    message: notTried[outcome.type][language],
  };
}
