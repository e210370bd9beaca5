import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { CheckpointMoved } from '../checkpoints/checkpoints.errors.js';
import { StreamVersionConflict } from '../journal/journal.errors.js';
import { classifyDatabaseError, isConnectionFailure, isLockConflict } from './classify-database-error.js';
import { StatementFailed, TenantUnavailable } from './data-sources.errors.js';

function driverError(errno: number, code = 'ER_SOMETHING', message = 'driver message'): Error {
  return Object.assign(new Error(message), { errno, code });
}

function networkError(code: string): Error {
  return Object.assign(new Error('driver message'), { errno: -111, code });
}

describe('the class of a database error', () => {
  it.each([
    ['retry-now', [1205, 1213, 1020, 1927]],
    ['tenant', [1045, 1049, 1044, 1040, 1203, 1226, 1021, 1114, 1028, 1053, 1129]],
    ['tenant', [1142, 1143, 1146, 1054, 1290, 1836, 1317, 1969, 3024]],
    ['battery', [1452]],
    ['poison', [1048, 1264, 1265, 1292, 1366, 1406, 3140, 4025]],
    ['bug', [1062, 1064, 1451, 9999]],
  ] as const)('is %s for %j', (expected, numbers) => {
    for (const errno of numbers) {
      const error = driverError(errno);
      expect(classifyDatabaseError(error)).toBe(expected);
      expect(classifyDatabaseError(new QueryFailedError('SELECT 1', [], error))).toBe(expected);
      expect(classifyDatabaseError(new StatementFailed('ER_SOMETHING', errno))).toBe(expected);
    }
  });

  it.each([
    ['retry-now', ['ECONNRESET', 'EPIPE', 'PROTOCOL_CONNECTION_LOST']],
    ['tenant', ['ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'PROTOCOL_SEQUENCE_TIMEOUT']],
    ['bug', ['ENOENT', 'SOMETHING_NEW']],
  ] as const)('is %s for %j of the network', (expected, codes) => {
    for (const code of codes) expect(classifyDatabaseError(networkError(code))).toBe(expected);
  });

  it('is bug for what is no database error at all', () => {
    for (const error of [new Error('x'), new TypeError('x'), 'text', undefined, null, { errno: 1213 }]) {
      expect(classifyDatabaseError(error)).toBe('bug');
    }
  });

  it('looks at the cause of an unavailable tenant', () => {
    const lost = new TenantUnavailable(1, 'connection', { cause: networkError('ECONNRESET') });
    const dead = new TenantUnavailable(1, 'connection', { cause: networkError('ECONNREFUSED') });
    expect(classifyDatabaseError(lost)).toBe('retry-now');
    expect(classifyDatabaseError(dead)).toBe('tenant');
    expect(classifyDatabaseError(new TenantUnavailable(1, 'backing-off'))).toBe('tenant');
    expect(classifyDatabaseError(new TenantUnavailable(1, 'schema'))).toBe('tenant');
  });

  it('takes a lost race for something to be tried again', () => {
    expect(classifyDatabaseError(new CheckpointMoved('intake', 3))).toBe('retry-now');
    expect(classifyDatabaseError(new StreamVersionConflict({ type: 'battery', id: '1' }, 2))).toBe(
      'retry-now',
    );
  });
});

describe('an error of the connection', () => {
  it('is told from an error of the statement', () => {
    expect(isConnectionFailure(networkError('ECONNREFUSED'))).toBe(true);
    expect(isConnectionFailure(driverError(1045))).toBe(true);
    expect(isConnectionFailure(new Error('Pool is closed.'))).toBe(true);
    expect(isConnectionFailure(new Error('Queue limit reached.'))).toBe(false);
    expect(isConnectionFailure(driverError(1213))).toBe(false);
    expect(isConnectionFailure(driverError(1969))).toBe(false);
    expect(isConnectionFailure(new Error('Pool is closed by our own words'))).toBe(false);
  });

  it('is not a lock conflict, which are three', () => {
    expect([1205, 1213, 1020].every((errno) => isLockConflict(driverError(errno)))).toBe(true);
    expect(isLockConflict(driverError(1062))).toBe(false);
    expect(isLockConflict(networkError('ECONNRESET'))).toBe(false);
  });
});
