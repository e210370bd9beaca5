import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { databaseNameOf, isDatabaseName } from './database-name.js';
import { industries } from './industry-template.js';

describe('the name of a client database', () => {
  it('follows client_<id>_<industry>', () => {
    expect(databaseNameOf(1, 'batteries')).toBe('client_1_batteries');
    expect(databaseNameOf(2_147_483_647, 'residential')).toBe('client_2147483647_residential');
  });

  it('is accepted for every id and industry, and differs for each', () => {
    const id = fc.integer({ min: 1, max: 2_147_483_647 });
    const industry = fc.constantFrom(...industries);
    fc.assert(
      fc.property(id, id, industry, (one, other, kind) => {
        expect(isDatabaseName(databaseNameOf(one, kind))).toBe(true);
        expect(databaseNameOf(one, kind) === databaseNameOf(other, kind)).toBe(one === other);
      }),
    );
  });

  it.each([0, -1, 1.5, Number.NaN, 2_147_483_648, 1e21])('is never made for the id %p', (id) => {
    expect(() => databaseNameOf(id, 'batteries')).toThrow('whole number');
  });

  it.each([
    'client_1_Batteries',
    'client_01_batteries',
    'client_1_batteries`',
    'clientX1Xbatteries',
    'mysql',
    'client_1_batteries\n',
  ])('is not %p', (name) => {
    expect(isDatabaseName(name)).toBe(false);
  });
});
