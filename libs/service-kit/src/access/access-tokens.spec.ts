import { beforeAll, describe, expect, it } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose';
import { ProblemError } from '../problems/problem-error.js';
import { AccessTokens } from './access-tokens.js';
import { RevokedSessions } from './revoked-sessions.js';
import { VerificationKeysUnavailable } from './verification-keys.js';

const issuer = 'https://auth.example';
const start = Date.UTC(2026, 0, 1);
const seconds = start / 1_000;
const session = '0199c0de-0000-7000-8000-000000000001';

const claims = {
  iss: issuer,
  aud: 'trackingbms',
  sub: '0199c0de-0000-7000-8000-000000000002',
  sid: session,
  jti: 'one',
  iat: seconds,
  nbf: seconds,
  exp: seconds + 600,
  tenant: 3,
  uid: 4,
  role: 'viewer',
  perms: ['batteries:read'],
  scope: { locations: [5], batteryTypes: null },
  lang: 'fr',
};

describe('AccessTokens', () => {
  let privateKey: CryptoKey;
  let publicKey: CryptoKey;
  let now: number;
  let asked: number;
  let revoked: RevokedSessions;
  let tokens: AccessTokens;

  const sign = (changes: object = {}, header: Partial<JWTHeaderParameters> = {}, key = privateKey) =>
    new SignJWT({ ...claims, ...changes })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'k1', ...header })
      .sign(key);
  const codeOf = async (token: string | Promise<string>): Promise<string> => {
    const error: unknown = await tokens.verify(await token).catch((reason: unknown) => reason);
    return error instanceof ProblemError ? error.code : 'accepted';
  };
  const fresh = () => {
    now = start;
    asked = 0;
    revoked = new RevokedSessions(() => now);
    const keyFor = async (keyId: string) => {
      asked += 1;
      return keyId === 'k1' ? publicKey : null;
    };
    tokens = new AccessTokens({ issuer, keys: { keyFor }, revoked, now: () => now });
  };

  beforeAll(async () => {
    ({ privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true }));
    fresh();
  });

  it('gives the caller that the claims describe', async () => {
    fresh();
    expect(await tokens.verify(await sign())).toEqual({
      tenantId: 3,
      userId: 4,
      userUuid: claims.sub,
      sessionId: session,
      role: 'viewer',
      permissions: ['batteries:read'],
      scope: { locations: [5], batteryTypes: null },
      language: 'fr',
      expiresAt: seconds + 600,
    });
  });

  it.each([
    ['another audience', { aud: 'elsewhere' }],
    ['another issuer', { iss: 'https://other.example' }],
    ['no expiry', { exp: undefined }],
    ['an expiry in the past', { exp: seconds - 10 }],
    ['a begin in the future', { nbf: seconds + 60 }],
    ['an issue time too long ago', { iat: seconds - 3_600 }],
    ['no id', { jti: undefined }],
    ['no session', { sid: undefined }],
    ['no tenant', { tenant: undefined }],
    ['a tenant that is text', { tenant: '3' }],
    ['tenant zero', { tenant: 0 }],
    ['no scope', { scope: undefined }],
    ['half a scope', { scope: { locations: null } }],
    ['a scope of text', { scope: { locations: ['5'], batteryTypes: null } }],
    ['an unknown role', { role: 'root' }],
    ['permissions that are no list', { perms: 'batteries:read' }],
  ])('refuses a token with %s', async (_name, changes) => {
    fresh();
    expect(await codeOf(sign(changes))).toBe('ACCESS.TOKEN_INVALID');
  });

  it.each([
    ['of another type', { typ: 'JWT' }],
    ['of an unknown key', { kid: 'k2' }],
    ['of no key', { kid: undefined }],
    ['whose key id is a path', { kid: '../k1' }],
  ])('refuses a token %s', async (_name, header) => {
    fresh();
    expect(await codeOf(sign({}, header))).toBe('ACCESS.TOKEN_INVALID');
  });

  it('refuses the algorithm "none" and a signature made with the public key as a secret', async () => {
    fresh();
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const none = `${encode({ alg: 'none', typ: 'at+jwt', kid: 'k1' })}.${encode(claims)}.`;
    expect(await codeOf(none)).toBe('ACCESS.TOKEN_INVALID');
    const publicBytes = Buffer.from((await exportJWK(publicKey)).x ?? '', 'base64url');
    const symmetric = new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'k1' })
      .sign(publicBytes);
    expect(await codeOf(symmetric)).toBe('ACCESS.TOKEN_INVALID');
  });

  it('refuses a key that the token brings along', async () => {
    fresh();
    const own = await generateKeyPair('EdDSA', { extractable: true });
    const jwk = await exportJWK(own.publicKey);
    expect(await codeOf(sign({}, { jwk, jku: 'https://evil.example' }, own.privateKey))).toBe(
      'ACCESS.TOKEN_INVALID',
    );
  });

  it('refuses a changed payload and text that is no token', async () => {
    fresh();
    const [header, , signature] = (await sign()).split('.');
    const payload = Buffer.from(JSON.stringify({ ...claims, tenant: 9 })).toString('base64url');
    expect(await codeOf(`${header}.${payload}.${signature}`)).toBe('ACCESS.TOKEN_INVALID');
    expect(await codeOf('a.b.c')).toBe('ACCESS.TOKEN_INVALID');
    expect(await codeOf('x'.repeat(9_000))).toBe('ACCESS.TOKEN_INVALID');
  });

  it('checks a signature once, and forgets the answer when the token ends', async () => {
    fresh();
    const token = await sign();
    await tokens.verify(token);
    await tokens.verify(token);
    expect(asked).toBe(1);
    now = start + 606_000;
    expect(await codeOf(token)).toBe('ACCESS.TOKEN_INVALID');
  });

  it('refuses a known token from the moment that its session is revoked', async () => {
    fresh();
    const token = await sign();
    expect(await codeOf(token)).toBe('accepted');
    revoked.revoke(session);
    expect(await codeOf(token)).toBe('ACCESS.TOKEN_INVALID');
  });

  it('answers 503, not 401, when the issuer cannot be asked', async () => {
    const keyFor = async () => Promise.reject(new VerificationKeysUnavailable());
    tokens = new AccessTokens({ issuer, keys: { keyFor }, revoked, now: () => start });
    expect(await codeOf(sign())).toBe('ACCESS.KEYS_UNAVAILABLE');
  });
});
