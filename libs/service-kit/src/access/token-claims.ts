import type { AccessScope } from '@trackingbms/tenants';
import { languages } from '../problems/language.js';
import type { Caller } from './caller.js';
import { roles } from './permissions.js';

type Claims = Readonly<Record<string, unknown>>;

const mostPermissions = 64;
const mostScopeIds = 10_000;

/** The caller that a verified token's claims describe, or null when a claim is missing or of the wrong kind. */
export function callerFromClaims(claims: Claims): Caller | null {
  const identity = readIdentity(claims);
  const scope = readScope(claims['scope']);
  const role = roles.find((one) => one === claims['role']);
  const language = languages.find((one) => one === claims['lang']);
  const permissions = claims['perms'];
  if (!identity || !scope || !role || !language || !isTextList(permissions)) return null;
  return { ...identity, role, permissions, scope, language };
}

function readIdentity({
  tenant: tenantId,
  uid: userId,
  sub: userUuid,
  sid: sessionId,
  exp: expiresAt,
}: Claims) {
  if (!isId(tenantId) || !isId(userId) || !isId(expiresAt)) return null;
  return isText(userUuid) && isText(sessionId) ? { tenantId, userId, expiresAt, userUuid, sessionId } : null;
}

/** A scope that is absent or malformed is no scope: null would mean "everything". */
function readScope(value: unknown): AccessScope | null {
  if (typeof value !== 'object' || value === null) return null;
  const { locations, batteryTypes } = value as Record<string, unknown>;
  if (!isIdListOrNull(locations) || !isIdListOrNull(batteryTypes)) return null;
  return { locations, batteryTypes };
}

const isId = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 64;

const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length <= mostPermissions && value.every(isText);

const isIdListOrNull = (value: unknown): value is number[] | null =>
  value === null || (Array.isArray(value) && value.length <= mostScopeIds && value.every(isId));
