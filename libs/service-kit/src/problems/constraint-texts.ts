import type { LocalizedText } from './problem-error.js';

type Arguments = readonly unknown[];
type Sentence = (args: Arguments) => LocalizedText;

const sentence =
  (en: string, fr: string): Sentence =>
  (args) => ({ en: fill(en, args), fr: fill(fr, args) });

const fill = (template: string, args: Arguments): string =>
  template.replaceAll(/\{(\d)\}/g, (_, index: string) => show(args[Number(index)]));

const show = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(String).join(', ')
    : String(value instanceof Date ? value.toISOString() : value);

const wholeNumber = sentence('must be a whole number', 'doit être un nombre entier');
const text = sentence('must be text', 'doit être un texte');

const sentences: Readonly<Record<string, Sentence>> = {
  whitelistValidation: sentence('is not a known field', 'n’est pas un champ connu'),
  unknownValue: sentence('must be an object', 'doit être un objet'),
  isDefined: sentence('is required', 'est obligatoire'),
  isNotEmpty: sentence('must not be empty', 'ne doit pas être vide'),
  isString: text,
  isInt: wholeNumber,
  isNumber: sentence('must be a number', 'doit être un nombre'),
  isBoolean: sentence('must be true or false', 'doit être vrai ou faux'),
  isArray: sentence('must be a list', 'doit être une liste'),
  isObject: sentence('must be an object', 'doit être un objet'),
  nestedValidation: sentence('must be an object', 'doit être un objet'),
  isIn: sentence('must be one of: {0}', 'doit être l’une de ces valeurs : {0}'),
  isEnum: sentence('must be one of the listed values', 'doit être l’une des valeurs permises'),
  min: sentence('must be at least {0}', 'doit valoir au moins {0}'),
  max: sentence('must be at most {0}', 'doit valoir au plus {0}'),
  isPositive: sentence('must be above zero', 'doit être supérieur à zéro'),
  minLength: sentence('must have at least {0} characters', 'doit compter au moins {0} caractères'),
  maxLength: sentence('must have at most {0} characters', 'doit compter au plus {0} caractères'),
  isLength: sentence('must have between {0} and {1} characters', 'doit compter entre {0} et {1} caractères'),
  arrayMaxSize: sentence('must have at most {0} items', 'doit compter au plus {0} éléments'),
  arrayMinSize: sentence('must have at least {0} items', 'doit compter au moins {0} éléments'),
  matches: sentence('is not written as expected', 'n’a pas la forme attendue'),
  isUuid: sentence('must be a UUID', 'doit être un UUID'),
  isEmail: sentence('must be an e-mail address', 'doit être une adresse courriel'),
  isUrl: sentence('must be a web address', 'doit être une adresse web'),
  isDate: sentence('must be a time', 'doit être une date'),
  isDateString: sentence('must be a time as in RFC 3339', 'doit être une date au format RFC 3339'),
  isIso8601: sentence('must be a time as in RFC 3339', 'doit être une date au format RFC 3339'),
  isDay: sentence('must be a day, written YYYY-MM-DD', 'doit être un jour, écrit AAAA-MM-JJ'),
  isIpLiteral: sentence('must be an IPv4 or IPv6 address', 'doit être une adresse IPv4 ou IPv6'),
  hasDecimals: sentence('must have at most {0} decimals', 'doit avoir au plus {0} décimales'),
};

const unknown = sentence('is not valid', 'n’est pas valide');

/** What a class-validator rule asks for, in both languages; a rule of our own without a text says only that it fails. */
export function constraintText(rule: string, args: Arguments): LocalizedText {
  return (sentences[rule] ?? unknown)(args);
}
