import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { StatementFailed } from './data-sources.errors.js';
import { violatedKey, withoutStatement } from './driver-error.js';

function duplicate(message: string): Error {
  return Object.assign(new Error(message), { errno: 1062, code: 'ER_DUP_ENTRY' });
}

describe('the key that an insert violated', () => {
  it.each([
    ["Duplicate entry 'a' for key 'uq_users_email'", 'uq_users_email'], // MariaDB
    ["Duplicate entry 'a' for key 'users.uq_users_email'", 'uq_users_email'], // MySQL
    ["Duplicate entry 'it's for key 'x'' for key 'uq_users_email'", 'uq_users_email'],
    ['something else', ''],
  ])('is read from: %s', (message, key) => {
    expect(violatedKey(duplicate(message))).toBe(key);
    expect(violatedKey(new QueryFailedError('INSERT', [], duplicate(message)))).toBe(key);
  });

  it('survives the statement being taken away', () => {
    const failed = new QueryFailedError(
      'INSERT',
      [],
      duplicate("Duplicate entry 'a' for key 'uq_users_email'"),
    );
    expect(violatedKey(withoutStatement(failed))).toBe('uq_users_email');
  });

  it('is undefined for every other error', () => {
    expect(violatedKey(Object.assign(new Error('x'), { errno: 1452, code: 'ER_NO_REFERENCED_ROW_2' }))).toBe(
      undefined,
    );
    expect(violatedKey('text')).toBe(undefined);
  });
});

describe('an error that leaves the library', () => {
  it('carries neither the statement nor its values', () => {
    const cause = duplicate("Duplicate entry 'ada@example.com' for key 'uq_users_email'");
    const error = withoutStatement(new QueryFailedError('INSERT INTO users', ['ada@example.com'], cause));
    expect(error).toBeInstanceOf(StatementFailed);
    const everything = JSON.stringify([
      error,
      (error as Error).message,
      (error as Error).stack,
      (error as Error).cause,
    ]);
    expect(everything).not.toContain('ada@example.com');
    expect(everything).not.toContain('INSERT');
    expect(error).toMatchObject({ code: 'ER_DUP_ENTRY', errno: 1062 });
  });

  it('stays what it is when it is no failed statement', () => {
    const error = new RangeError('x');
    expect(withoutStatement(error)).toBe(error);
  });
});
