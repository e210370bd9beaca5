import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { differences } from './differences.js';

interface Shape {
  name: string | null;
  config: unknown;
}

describe('differences', () => {
  it('keeps a field that is cleared', () => {
    expect(differences<Shape>({ name: 'a', config: {} }, { name: null })).toEqual({ name: null });
  });

  it('leaves out what is not asked for', () => {
    expect(differences<Shape>({ name: 'a', config: {} }, { name: undefined })).toEqual({});
  });

  it('does not mind the order of keys in a configuration', () => {
    const current = { name: 'a', config: { profile: 'p', nested: { a: 1, b: 2 } } };
    expect(differences<Shape>(current, { config: { nested: { b: 2, a: 1 }, profile: 'p' } })).toEqual({});
  });

  it('tells a list from an object', () => {
    expect(differences<Shape>({ name: 'a', config: [1] }, { config: { 0: 1 } })).toEqual({
      config: { 0: 1 },
    });
  });

  it('finds nothing left once its answer is applied', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.string(), (before, after, name) => {
        const current: Shape = { name: null, config: before };
        const wanted: Shape = { name, config: after };
        const applied = { ...current, ...differences(current, wanted) };
        expect(differences(applied, wanted)).toEqual({});
      }),
    );
  });
});
