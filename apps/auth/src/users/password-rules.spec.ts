import { describe, expect, it } from '@jest/globals';
import { passwordFault } from './password-rules.js';

describe('passwordFault', () => {
  it.each([
    ['eleven char', 'TOO_SHORT'],
    ['été été été', 'TOO_SHORT'],
    ['PASSWORD1234', 'TOO_COMMON'],
    ['aaaaaaaaaaaaaaaa', 'TOO_COMMON'],
    ['abababababababab', 'TOO_COMMON'],
    ['marie.tremblay1', 'HOLDS_USERNAME'],
    ['Marie.TremblayMarie.Tremblay', 'HOLDS_USERNAME'],
  ])('refuses %s', (password, fault) => {
    expect(passwordFault(password, 'marie.tremblay')).toBe(fault);
  });

  it.each([
    'twelve chars',
    'quatre mots sans chiffre',
    'marie.tremblay loves long walks',
    '日本語のとても長いパスワード',
  ])('asks for no kinds of characters: %s', (password) => {
    expect(passwordFault(password, 'marie.tremblay')).toBeNull();
  });
});
