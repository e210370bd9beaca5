import { CheckpointMoved } from '../checkpoints/checkpoints.errors.js';
import { StreamVersionConflict } from '../journal/journal.errors.js';
import { TenantUnavailable } from './data-sources.errors.js';
import { driverErrorOf } from './driver-error.js';

/**
 * What to do about an error: `retry-now` the transaction, park the `tenant`, hold back the `battery` for a short
 * while, set the record aside as `poison`, or treat it as a `bug` (park the tenant and alarm, never skip).
 */
export type DatabaseErrorClass = 'retry-now' | 'tenant' | 'battery' | 'poison' | 'bug';

const classByNumber: Readonly<Record<number, DatabaseErrorClass>> = {
  1205: 'retry-now', // lock wait too long
  1213: 'retry-now', // deadlock
  1020: 'retry-now', // row changed since the snapshot was taken
  1927: 'retry-now', // connection was killed
  1021: 'tenant', // disk full
  1028: 'tenant', // sort aborted, as a rule for want of disk
  1040: 'tenant', // too many connections
  1044: 'tenant', // account may not use this database
  1045: 'tenant', // wrong account or password
  1049: 'tenant', // no such database
  1053: 'tenant', // server is going down
  1114: 'tenant', // table is full
  1129: 'tenant', // our host is blocked
  1142: 'tenant', // account may not use this table
  1143: 'tenant', // account may not use this column
  1146: 'tenant', // no such table: schema behind the code
  1054: 'tenant', // no such column: schema behind the code
  1203: 'tenant', // account has too many connections
  1226: 'tenant', // account is over a resource limit
  1290: 'tenant', // server is read-only
  1836: 'tenant', // server is read-only
  1317: 'tenant', // statement was interrupted
  1969: 'tenant', // MariaDB: statement took too long
  3024: 'tenant', // MySQL: statement took too long
  1452: 'battery', // the battery is not registered yet
  1048: 'poison', // column cannot be null
  1264: 'poison', // number out of range
  1265: 'poison', // value truncated
  1292: 'poison', // wrong date
  1366: 'poison', // wrong value for the column
  1406: 'poison', // text too long
  3140: 'poison', // MySQL: not JSON
  4025: 'poison', // MariaDB: a CHECK failed, JSON among them
};

const classByCode: Readonly<Record<string, DatabaseErrorClass>> = {
  ECONNRESET: 'retry-now',
  EPIPE: 'retry-now',
  PROTOCOL_CONNECTION_LOST: 'retry-now',
  ECONNREFUSED: 'tenant',
  ECONNABORTED: 'tenant',
  EHOSTDOWN: 'tenant',
  EHOSTUNREACH: 'tenant',
  ENETUNREACH: 'tenant',
  ENOTFOUND: 'tenant',
  EAI_AGAIN: 'tenant',
  ETIMEDOUT: 'tenant',
  HANDSHAKE_NO_SSL_SUPPORT: 'tenant',
  PROTOCOL_SEQUENCE_TIMEOUT: 'tenant',
};

/** One table for every service. Errors it does not know are a `bug`. */
export function classifyDatabaseError(error: unknown): DatabaseErrorClass {
  if (error instanceof CheckpointMoved || error instanceof StreamVersionConflict) return 'retry-now';
  if (error instanceof TenantUnavailable) return classOfUnavailable(error);
  const failure = driverErrorOf(error);
  return classByNumber[failure.errno] ?? classByCode[failure.code] ?? 'bug';
}

function classOfUnavailable(error: TenantUnavailable): DatabaseErrorClass {
  const failure = driverErrorOf(error.cause);
  return classByCode[failure.code] === 'retry-now' ? 'retry-now' : 'tenant';
}

const lockConflicts = new Set([1205, 1213, 1020]);

/** The database gave up a lock: nothing was written, and the whole transaction may be run again at once. */
export function isLockConflict(error: unknown): boolean {
  return lockConflicts.has(driverErrorOf(error).errno);
}

const lostConnection = new Set([1053, 1927, 1129, 1040, 1044, 1045, 1049, 1203, 1226]);

/** The connection or the way to the server is gone, so that the pool it came from is worth nothing any more. */
export function isConnectionFailure(error: unknown): boolean {
  const failure = driverErrorOf(error);
  return lostConnection.has(failure.errno) || failure.code in classByCode || failure.poolGone;
}
