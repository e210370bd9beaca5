import type { Language, LocalizedText } from '@trackingbms/service-kit';
import type { SetAsideReason, Suspicion } from '@trackingbms/telemetry';

type Reason = SetAsideReason | Suspicion | 'CURRENT_SIGN_UNKNOWN';

/** Why a value is not believed, for a person who has just read a device for the first time. */
const texts: Readonly<Record<Reason, LocalizedText>> = {
  NOT_A_NUMBER: { en: 'is no number', fr: 'n’est pas un nombre' },
  OUT_OF_PHYSICAL_RANGE: {
    en: 'is beyond what a battery can have: check scale, type and word order in the profile',
    fr: 'dépasse ce qu’une batterie peut avoir : vérifiez scale, type et wordOrder dans le profil',
  },
  MIN_ABOVE_MAX: { en: 'the lowest is above the highest', fr: 'le plus bas dépasse le plus haut' },
  CONTRADICTS_CELLS: {
    en: 'is more than one and a half times the sum of the cells: check the scale',
    fr: 'dépasse une fois et demie la somme des cellules : vérifiez scale',
  },
  BOTH_WAYS_AT_ONCE: {
    en: 'charging and discharging at the same time',
    fr: 'charge et décharge en même temps',
  },
  IMPOSSIBLE_TIME: { en: 'is no time of today', fr: 'n’est pas une heure d’aujourd’hui' },
  CURRENT_SIGN_UNKNOWN: {
    en: 'nobody says which way a positive current flows: set bmsConfig.positiveCurrent',
    fr: 'personne ne dit dans quel sens va un courant positif : réglez bmsConfig.positiveCurrent',
  },
  CLOCK_AHEAD: { en: 'the clock is ahead', fr: 'l’horloge avance' },
  CELL_COUNT_DIFFERS: {
    en: 'the device has another number of cells than the battery’s type',
    fr: 'l’appareil n’a pas autant de cellules que le type de la batterie',
  },
  PACK_DIFFERS_FROM_CELLS: {
    en: 'the pack’s voltage is not the sum of the cells',
    fr: 'la tension du bloc n’est pas la somme des cellules',
  },
  CELL_STATISTICS_DIFFER: {
    en: 'lowest, highest or mean cell do not fit the list of cells',
    fr: 'la cellule la plus basse, la plus haute ou moyenne ne correspond pas à la liste',
  },
  POWER_DIFFERS: {
    en: 'the power is not voltage times current',
    fr: 'la puissance n’est pas tension fois courant',
  },
  ONE_WAY_CURRENTS_DIFFER: {
    en: 'charge less discharge is not the pack’s current',
    fr: 'charge moins décharge n’est pas le courant du bloc',
  },
  CURRENT_BEYOND_LIMIT: {
    en: 'the current is beyond the battery’s limit',
    fr: 'le courant dépasse la limite',
  },
  MODE_CONTRADICTS_CURRENT: {
    en: 'the mode contradicts the current: check which way a positive current flows',
    fr: 'le mode contredit le courant : vérifiez dans quel sens va un courant positif',
  },
  REMAINING_CAPACITY_DIFFERS: {
    en: 'the charge that is left is not the state of charge times the full one',
    fr: 'la charge restante n’est pas l’état de charge fois la pleine',
  },
  TEMPERATURE_SENTINEL: {
    en: 'a sensor says exactly -40 or 85 °C, which it says when it is open or was just powered',
    fr: 'un capteur dit exactement -40 ou 85 °C, ce qu’il dit quand il est coupé ou vient d’être alimenté',
  },
  TEMPERATURE_JUMPED: { en: 'a temperature jumped', fr: 'une température a sauté' },
  SOC_JUMPED: { en: 'the state of charge jumped', fr: 'l’état de charge a sauté' },
  COUNTER_FELL: { en: 'a counter fell', fr: 'un compteur a reculé' },
  VALUE_STUCK: { en: 'a value does not move', fr: 'une valeur ne bouge pas' },
};

export interface Explained {
  /** Stable. */
  readonly code: string;
  readonly message: string;
  readonly field?: string;
  /** As it was read. */
  readonly value?: number | string;
}

export function explained(
  code: string,
  language: Language,
  about: Pick<Explained, 'field' | 'value'> = {},
): Explained {
  return {
    code,
    message: (texts as Readonly<Record<string, LocalizedText>>)[code]?.[language] ?? code,
    ...about,
  };
}
