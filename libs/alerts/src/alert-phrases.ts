import type { AlertCode } from './alert-codes.js';

interface Phrases {
  readonly title: string;
  readonly message: string;
}

/** What each alert says to people: what is the case, then what to do. */
export const alertPhrases: Readonly<Record<AlertCode, Readonly<Record<'en' | 'fr', Phrases>>>> = {
  PACK_VOLTAGE_HIGH: {
    en: {
      title: 'Pack voltage too high',
      message: 'The pack is at {value}; its limit is {limit}. Check that charging has stopped.',
    },
    fr: {
      title: 'Tension du pack trop haute',
      message: 'Le pack est à {value} ; sa limite est {limit}. Vérifiez que la charge est arrêtée.',
    },
  },
  PACK_VOLTAGE_LOW: {
    en: {
      title: 'Pack voltage too low',
      message: 'The pack is at {value}; its limit is {limit}. Reduce the load or charge it.',
    },
    fr: {
      title: 'Tension du pack trop basse',
      message: 'Le pack est à {value} ; sa limite est {limit}. Réduisez la consommation ou rechargez-le.',
    },
  },
  CELL_VOLTAGE_HIGH: {
    en: {
      title: 'Cell voltage too high',
      message: 'The highest cell is at {value}; its limit is {limit}. Check that charging has stopped.',
    },
    fr: {
      title: 'Tension de cellule trop haute',
      message:
        'La cellule la plus haute est à {value} ; sa limite est {limit}. Vérifiez que la charge est arrêtée.',
    },
  },
  CELL_VOLTAGE_LOW: {
    en: {
      title: 'Cell voltage too low',
      message: 'The lowest cell is at {value}; its limit is {limit}. Reduce the load or charge the pack.',
    },
    fr: {
      title: 'Tension de cellule trop basse',
      message:
        'La cellule la plus basse est à {value} ; sa limite est {limit}. Réduisez la consommation ou rechargez le pack.',
    },
  },
  CELL_IMBALANCE: {
    en: {
      title: 'Cells out of balance',
      message:
        'The cells are {value} apart; the limit is {limit}. Let the pack balance, then check its weakest cell.',
    },
    fr: {
      title: 'Cellules déséquilibrées',
      message:
        "L'écart entre cellules est de {value} ; la limite est {limit}. Laissez le pack s'équilibrer, puis vérifiez sa cellule la plus faible.",
    },
  },
  CHARGE_CURRENT_HIGH: {
    en: {
      title: 'Charge current too high',
      message: "The pack is charged with {value}; its limit is {limit}. Lower the charger's current.",
    },
    fr: {
      title: 'Courant de charge trop élevé',
      message: 'Le pack est chargé à {value} ; sa limite est {limit}. Réduisez le courant du chargeur.',
    },
  },
  DISCHARGE_CURRENT_HIGH: {
    en: {
      title: 'Discharge current too high',
      message: 'The pack delivers {value}; its limit is {limit}. Reduce the load.',
    },
    fr: {
      title: 'Courant de décharge trop élevé',
      message: 'Le pack débite {value} ; sa limite est {limit}. Réduisez la consommation.',
    },
  },
  TEMPERATURE_HIGH: {
    en: {
      title: 'Temperature too high',
      message:
        'The hottest sensor reads {value}; the limit is {limit}. Reduce the current and check the cooling.',
    },
    fr: {
      title: 'Température trop élevée',
      message:
        'Le capteur le plus chaud indique {value} ; la limite est {limit}. Réduisez le courant et vérifiez le refroidissement.',
    },
  },
  TEMPERATURE_LOW: {
    en: {
      title: 'Temperature too low',
      message:
        'The coldest sensor reads {value}; the limit is {limit}. Do not charge the pack before it is warmer.',
    },
    fr: {
      title: 'Température trop basse',
      message:
        "Le capteur le plus froid indique {value} ; la limite est {limit}. Ne chargez pas le pack avant qu'il soit réchauffé.",
    },
  },
  SOC_LOW: {
    en: {
      title: 'State of charge low',
      message: 'The state of charge is {value}, below {limit}. Plan to charge the pack.',
    },
    fr: {
      title: 'Niveau de charge bas',
      message: 'Le niveau de charge est de {value}, sous {limit}. Prévoyez une recharge.',
    },
  },
  SOC_CRITICAL: {
    en: {
      title: 'State of charge critical',
      message: 'The state of charge is {value}, below {limit}. Charge the pack now.',
    },
    fr: {
      title: 'Niveau de charge critique',
      message: 'Le niveau de charge est de {value}, sous {limit}. Rechargez le pack maintenant.',
    },
  },
  COMMUNICATION_LOST: {
    en: {
      title: 'Communication lost',
      message:
        'No reading has come from the battery; time since the last one: {value}. Check its power and its network.',
    },
    fr: {
      title: 'Communication perdue',
      message:
        'La batterie ne transmet plus ; temps écoulé depuis la dernière mesure : {value}. Vérifiez son alimentation et son réseau.',
    },
  },
  BMS_FAULT: {
    en: {
      title: 'BMS fault',
      message: "The battery's management system reports: {faults}. Look the code up before you reset it.",
    },
    fr: {
      title: 'Défaut du BMS',
      message:
        "Le système de gestion de la batterie signale : {faults}. Consultez le code avant de l'effacer.",
    },
  },
};
