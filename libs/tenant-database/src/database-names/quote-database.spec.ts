import { describe, expect, it } from '@jest/globals';
import { InvalidDatabaseName } from './database-names.errors.js';
import { quoteAccount, quoteDatabase, quoteDatabaseForWholeGrant } from './quote-database.js';

describe('a database name in SQL', () => {
  it('is quoted, with the underscores escaped where they would be wildcards', () => {
    expect(quoteDatabase('client_12_batteries')).toBe('`client_12_batteries`');
    expect(quoteDatabaseForWholeGrant('client_12_batteries')).toBe('`client\\_12\\_batteries`');
    expect(quoteAccount('c12_data_processor')).toBe("'c12_data_processor'@'%'");
  });

  it.each([
    '',
    'client_1_batteries`; DROP DATABASE x; --',
    'client_1_batteries\n',
    'client__batteries',
    'client_-1_batteries',
    'CLIENT_1_batteries',
    'client_1_Batteries',
    'trackingbms_core',
    'client_99999999999999_batteries',
  ])('is refused when we did not make it: %j', (name) => {
    expect(() => quoteDatabase(name)).toThrow(InvalidDatabaseName);
    expect(() => quoteDatabaseForWholeGrant(name)).toThrow(InvalidDatabaseName);
  });

  it.each(['', "c1_fleet'@'%", 'c0_fleet', 'root', 'c1_', 'c1_FLEET', 'c1_fleet\n', `c1_${'a'.repeat(40)}`])(
    'is refused for an account too: %j',
    (name) => {
      expect(() => quoteAccount(name)).toThrow(InvalidDatabaseName);
    },
  );
});
