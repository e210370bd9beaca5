import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { slugOf } from './slug-of.js';

describe('a slug', () => {
  it.each([
    ['Entrepôt Nord (Québec)', 'entrepot-nord-quebec'],
    ['LiFePO4 12V 100Ah', 'lifepo4-12v-100ah'],
    ['--A--', 'a'],
  ])('of %s is %s', (name, slug) => expect(slugOf(name)).toBe(slug));

  it('cannot be made of a name without Latin letters or digits', () => {
    expect(() => slugOf('電池')).toThrow('FLEET.SLUG_REQUIRED');
  });

  it('has the form of one, or is refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 255 }), (name) => {
        const slug = orNothing(() => slugOf(name));
        if (slug !== undefined) expect(slug).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
        expect(slug?.length ?? 0).toBeLessThanOrEqual(100);
      }),
    );
  });
});

function orNothing<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
