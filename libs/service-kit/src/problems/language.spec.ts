import { describe, expect, it } from '@jest/globals';
import { chooseLanguage } from './language.js';

describe('chooseLanguage', () => {
  it.each([
    ['fr', 'fr'],
    ['en-US,en;q=0.9,fr;q=0.8', 'en'],
    ['de, fr-CA;q=0.4, en;q=0.5', 'en'],
    ['EN', 'en'],
    ['en;q=0, fr', 'fr'],
    ['frr', 'fr'],
  ])('reads %s as %s', (header, language) => {
    expect(chooseLanguage(header)).toBe(language);
  });

  it('takes the caller’s language when the header names none that it has, and French last', () => {
    expect(chooseLanguage('de', 'en')).toBe('en');
    expect(chooseLanguage(undefined, 'en')).toBe('en');
    expect(chooseLanguage('*')).toBe('fr');
  });
});
