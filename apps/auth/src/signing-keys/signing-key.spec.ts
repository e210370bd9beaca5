import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { SigningKey, SigningKeyInvalid } from './signing-key.js';

describe('SigningKey', () => {
  let folder: string;
  let jwk: JWK;
  const file = (content: unknown, mode = 0o600): string => {
    const path = join(folder, 'key.json');
    rmSync(path, { force: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), { mode });
    return path;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trackingbms-key-'));
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    jwk = { ...(await exportJWK(privateKey)), kid: 'k1' };
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('publishes the public half only', async () => {
    const { publicKey } = await SigningKey.fromFile(file(jwk));
    expect(publicKey).toEqual({ kty: 'OKP', crv: 'Ed25519', x: jwk.x, kid: 'k1', use: 'sig', alg: 'EdDSA' });
  });

  it.each([
    ['no key id', { kid: undefined }],
    ['a key id that is a path', { kid: '../k1' }],
    ['no private part', { d: undefined }],
    ['another curve', { crv: 'X25519' }],
    ['another kind', { kty: 'RSA' }],
    ['a private part of the wrong length', { d: 'AAAA' }],
  ])('refuses a key with %s without a word of it', async (_name, changes) => {
    const error: unknown = await SigningKey.fromFile(file({ ...jwk, ...changes })).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(SigningKeyInvalid);
    expect(String(error)).not.toContain(jwk.d);
  });

  it('refuses text that is no JSON, and a file that others can read', async () => {
    await expect(SigningKey.fromFile(file('not a key, not at all'))).rejects.toThrow(SigningKeyInvalid);
    await expect(SigningKey.fromFile(file(jwk, 0o644))).rejects.toThrow('chmod 600');
  });
});
