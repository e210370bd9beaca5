import { type LocalizedText, ProblemError } from '@trackingbms/service-kit';

export const shortestPassword = 12;
/** What is longer costs more to read than it adds. */
export const longestPassword = 256;

const forbidden = new Set([
  '123456789012',
  '1234567890123',
  'abcdefghijkl',
  'azertyuiop12',
  'qwertyuiop12',
  'motdepasse12',
  'motdepasse123',
  'password1234',
  'password12345',
  'passwordpassword',
  'admin123!admin123!',
  'administrator',
  'administrateur',
  'secure_password',
  'letmeinletmein',
  'trackingbms1',
  'trackingbms12',
  'trackingbms123',
]);

const texts: Readonly<Record<string, LocalizedText>> = {
  TOO_SHORT: {
    en: `must have at least ${shortestPassword} characters: a few words in a row do well`,
    fr: `doit compter au moins ${shortestPassword} caractères : quelques mots à la suite conviennent bien`,
  },
  TOO_COMMON: {
    en: 'is one that others try first: take another',
    fr: 'est de ceux que d’autres essaient en premier : prenez-en un autre',
  },
  HOLDS_USERNAME: {
    en: 'must not be made of your user name: take another',
    fr: 'ne doit pas être fait de votre nom d’utilisateur : prenez-en un autre',
  },
  UNCHANGED: { en: 'is the present one: take another', fr: 'est l’actuel : prenez-en un autre' },
};

export type PasswordFault = 'TOO_SHORT' | 'TOO_COMMON' | 'HOLDS_USERNAME' | 'UNCHANGED';

/** Why a password may not be chosen, or null. Length is what counts; nothing is asked about kinds of characters. */
export function passwordFault(password: string, username: string): PasswordFault | null {
  const plain = password.normalize('NFKC').toLowerCase();
  if ([...plain].length < shortestPassword) return 'TOO_SHORT';
  if (forbidden.has(plain) || new Set(plain).size < 4) return 'TOO_COMMON';
  const rest = plain.replaceAll(username.toLowerCase(), '');
  return rest.length < shortestPassword / 2 ? 'HOLDS_USERNAME' : null;
}

/** The answer to a password that may not be chosen. */
export function passwordRefused(fault: PasswordFault, pointer: string): ProblemError {
  return new ProblemError(
    'PASSWORD.REFUSED',
    422,
    { en: 'This password cannot be used.', fr: 'Ce mot de passe ne peut pas être utilisé.' },
    { errors: [{ pointer, code: fault, detail: texts[fault] }] },
  );
}
