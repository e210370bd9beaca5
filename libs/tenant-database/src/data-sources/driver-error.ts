import { QueryFailedError } from 'typeorm';
import { StatementFailed } from './data-sources.errors.js';

/** An error of the driver reduced to what may be looked at: codes, and the name of a violated key. */
export interface DriverError {
  /** 0 when the server gave none. */
  readonly errno: number;
  /** '' when there is none. */
  readonly code: string;
  readonly key?: string;
  /** The pool or its connection was closed meanwhile. */
  readonly poolGone: boolean;
  /** Too many wait for a connection of this pool. */
  readonly poolFull: boolean;
}

const nothing: DriverError = { errno: 0, code: '', poolGone: false, poolFull: false };
// The driver has no code for these.
const poolGone = /^(Pool is closed\.|Can't add new command when connection is in closed state)$/;
const poolFull = /^Queue limit reached\.$/;
const duplicateKey = /for key '(?:[^'.]*\.)?([^']+)'$/;
const duplicateEntry = 1062;

function unwrap(error: unknown): unknown {
  return error instanceof QueryFailedError ? error.driverError : error;
}

/** Reads what any error carries of a database failure; an error of another kind has no code. */
export function driverErrorOf(error: unknown): DriverError {
  const inner = unwrap(error);
  if (!(inner instanceof Error)) return nothing;
  const { errno, code, key } = inner as { errno?: unknown; code?: unknown; key?: unknown };
  const number = typeof errno === 'number' && errno > 0 ? errno : 0;
  return {
    errno: number,
    code: typeof code === 'string' ? code : '',
    key: typeof key === 'string' ? key : keyOf(number, inner.message),
    poolGone: poolGone.test(inner.message),
    poolFull: poolFull.test(inner.message),
  };
}

function keyOf(errno: number, message: string): string | undefined {
  return errno === duplicateEntry ? duplicateKey.exec(message)?.[1] : undefined;
}

/** The name of the unique key that an insert or update violated, or undefined when that was not the reason. */
export function violatedKey(error: unknown): string | undefined {
  const failure = driverErrorOf(error);
  return failure.errno === duplicateEntry ? (failure.key ?? '') : undefined;
}

/** A failed statement without its SQL, its parameters and its values; any other error unchanged. */
export function withoutStatement(error: unknown): unknown {
  if (!(error instanceof QueryFailedError)) return error;
  const failure = driverErrorOf(error);
  return new StatementFailed(failure.code || 'UNKNOWN', failure.errno, failure.key);
}
