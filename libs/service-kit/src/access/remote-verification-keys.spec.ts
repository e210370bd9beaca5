import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { RemoteVerificationKeys } from './remote-verification-keys.js';
import { VerificationKeysUnavailable } from './verification-keys.js';

describe('RemoteVerificationKeys', () => {
  let server: Server;
  let url: string;
  let requests: number;
  let answer: { status: number; body: string; headers?: Record<string, string> };
  let now: number;
  let keys: RemoteVerificationKeys;

  beforeEach(async () => {
    const { publicKey } = await generateKeyPair('EdDSA', { extractable: true });
    const jwk = await exportJWK(publicKey);
    requests = 0;
    now = 1_000_000;
    answer = {
      status: 200,
      body: JSON.stringify({
        keys: [
          { ...jwk, kid: 'k1' },
          { kty: 'RSA', kid: 'r' },
        ],
      }),
    };
    server = createServer((_request, response) => {
      requests += 1;
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    keys = new RemoteVerificationKeys(url, () => now);
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('reads the keys once for many who ask at the same time, and takes Ed25519 keys only', async () => {
    const found = await Promise.all(Array.from({ length: 20 }, () => keys.keyFor('k1')));
    expect(found.every((key) => key !== null)).toBe(true);
    expect(await keys.keyFor('r')).toBeNull();
    expect(requests).toBe(1);
  });

  it('lets strangers with unknown key ids cost one request in a while', async () => {
    await keys.keyFor('k1');
    for (let one = 0; one < 50; one += 1) await keys.keyFor(`unknown-${one}`);
    expect(requests).toBe(1);
    now += 15_001;
    await keys.keyFor('unknown');
    expect(requests).toBe(2);
  });

  it('keeps the keys that it has while the issuer is away', async () => {
    await keys.keyFor('k1');
    answer = { status: 503, body: '{}' };
    now += 11 * 60_000;
    expect(await keys.keyFor('k1')).not.toBeNull();
    expect(requests).toBe(2);
  });

  it.each([
    ['is away', { status: 500, body: '{}' }],
    ['answers something else', { status: 200, body: '<html>' }],
    ['answers without end', { status: 200, body: JSON.stringify({ keys: ['x'.repeat(70_000)] }) }],
    ['sends elsewhere', { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } }],
  ])('rejects, and tries again later, when the issuer %s and was never read', async (_name, failing) => {
    const working = answer;
    answer = failing;
    await expect(keys.keyFor('k1')).rejects.toThrow(VerificationKeysUnavailable);
    answer = working;
    await expect(keys.keyFor('k1')).rejects.toThrow(VerificationKeysUnavailable);
    now += 1_001;
    expect(await keys.keyFor('k1')).not.toBeNull();
  });
});
