import type { AlertCode } from './alert-codes.js';

export type AlertLanguage = 'fr' | 'en';

/** What a text may show; in the code's unit. */
export interface AlertValues {
  readonly value: number | null;
  readonly threshold: number | null;
  readonly faultCodes?: readonly string[] | null;
}

export interface AlertText {
  readonly title: string;
  readonly message: string;
}

export function alertText(code: AlertCode, _values: AlertValues, _language: AlertLanguage): AlertText {
  return { title: code, message: code };
}
