export interface Sentence {
  readonly fr: string;
  readonly en: string;
}

const locale = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '';
const language: keyof Sentence = /^fr/i.test(locale) ? 'fr' : 'en';

/** The sentence in the language of the terminal (`LC_ALL`, `LC_MESSAGES`, `LANG`); English when it names none of ours. */
export const spoken = (sentence: Sentence): string => sentence[language];
