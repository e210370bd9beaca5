import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { tokenAlgorithm, tokenAudience, tokenType } from '../access/access-tokens.js';
import { permissions } from '../access/permissions.js';

/** Claims to set instead of the default caller's: tenant 1, user 1, admin, every permission, everything in scope. */
export type TestClaims = JWTPayload & {
  readonly tenant?: number;
  readonly uid?: number;
  readonly sid?: string;
  readonly role?: string;
  readonly perms?: readonly string[];
  readonly scope?: { locations: readonly number[] | null; batteryTypes: readonly number[] | null };
  readonly lang?: 'fr' | 'en';
};

export interface TestIssuer {
  readonly issuer: string;
  readonly jwksUrl: string;
  readonly keyId: string;
  /** A token as the auth service would make it. */
  testToken(claims?: TestClaims): Promise<string>;
  /** `Authorization` header of such a token. */
  bearer(claims?: TestClaims): Promise<{ authorization: string }>;
  stop(): Promise<void>;
}

/** Stands in for the auth service: makes tokens, and serves the key that they are checked with. */
export async function startTestIssuer(keyId = `test-${randomUUID().slice(0, 8)}`): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair(tokenAlgorithm, { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: keyId, use: 'sig', alg: tokenAlgorithm }] };
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(jwks));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const testToken = (claims: TestClaims = {}): Promise<string> =>
    new SignJWT({ ...defaultClaims(issuer), ...claims })
      .setProtectedHeader({ alg: tokenAlgorithm, typ: tokenType, kid: keyId })
      .sign(privateKey);
  return {
    issuer,
    jwksUrl: `${issuer}/.well-known/jwks.json`,
    keyId,
    testToken,
    bearer: async (claims) => ({ authorization: `Bearer ${await testToken(claims)}` }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function defaultClaims(issuer: string): TestClaims {
  const now = Math.floor(Date.now() / 1_000);
  return {
    iss: issuer,
    aud: tokenAudience,
    sub: randomUUID(),
    sid: randomUUID(),
    jti: randomUUID(),
    iat: now,
    nbf: now,
    exp: now + 300,
    tenant: 1,
    uid: 1,
    role: 'admin',
    perms: permissions,
    scope: { locations: null, batteryTypes: null },
    lang: 'en',
  };
}
