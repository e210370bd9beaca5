import { alertCodes, type AlertCode } from './alert-codes.js';
import { alertPhrases } from './alert-phrases.js';

export type AlertLanguage = 'fr' | 'en';

/** What a text may show; numbers in the code's unit. */
export interface AlertValues {
  readonly value: number | null;
  readonly threshold: number | null;
  readonly faultCodes?: readonly string[] | null;
}

export interface AlertText {
  /** At most 255 characters. */
  readonly title: string;
  readonly message: string;
}

/** The title and the message of an alert, made when it is read: `{value}`, `{limit}` and `{faults}` are filled in. */
export function alertText(code: AlertCode, values: AlertValues, language: AlertLanguage): AlertText {
  const { title, message } = alertPhrases[code][language];
  const shown: Readonly<Record<string, string>> = {
    value: quantity(values.value, code, language),
    limit: quantity(values.threshold, code, language),
    faults: values.faultCodes?.join(', ') || unknown[language],
  };
  return { title, message: message.replace(/\{(\w+)\}/g, (_, name: string) => shown[name] as string) };
}

const unknown: Readonly<Record<AlertLanguage, string>> = { en: 'unknown', fr: 'inconnu' };

/** With at most three decimals, a comma in French, and a space that does not break before the unit. */
function quantity(value: number | null, code: AlertCode, language: AlertLanguage): string {
  if (value === null) return unknown[language];
  const { unit } = alertCodes[code];
  if (unit === 's') return duration(value, language);
  const number = String(Math.round(value * 1000) / 1000);
  const written = language === 'fr' ? number.replace('.', ',') : number;
  return language === 'en' && unit === '%' ? `${written}%` : `${written}\u00a0${unit}`;
}

function duration(seconds: number, language: AlertLanguage): string {
  if (seconds < 120) return `${Math.round(seconds)}\u00a0s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)}\u00a0min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)}\u00a0h`;
  return `${Math.round(seconds / 86_400)}\u00a0${language === 'fr' ? 'j' : 'd'}`;
}
