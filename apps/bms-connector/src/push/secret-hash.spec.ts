import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { bearerHash, deviceSecretPrefix } from './secret-hash.js';

const shown = 'tbdev_0123456789abcdefABCDEF-_';

describe('the hash of a shown secret', () => {
  it('is the SHA-256 of the whole secret, prefix included', () => {
    const expected = createHash('sha256').update(shown).digest('hex');
    expect(bearerHash(`Bearer ${shown}`, deviceSecretPrefix)).toBe(expected);
    expect(bearerHash(`bearer  ${shown}`, deviceSecretPrefix)).toBe(expected);
  });

  it.each([
    ['nothing', undefined],
    ['another scheme', `Basic ${shown}`],
    ['another kind of secret', 'Bearer tbsite_0123456789abcdef0123'],
    ['a user’s token', 'Bearer eyJhbGciOiJFZERTQSJ9.e30.c2ln'],
    ['something too short to be one', 'Bearer tbdev_1'],
    ['more than one word', `Bearer ${shown} ${shown}`],
    ['something endless', `Bearer tbdev_${'a'.repeat(10_000)}`],
  ])('is not made of %s', (_, authorization) => {
    expect(bearerHash(authorization, deviceSecretPrefix)).toBeUndefined();
  });
});
