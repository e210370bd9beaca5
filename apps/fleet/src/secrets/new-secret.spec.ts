import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { newSecret } from './new-secret.js';

describe('a secret', () => {
  it('is told by its beginning and is another one each time', () => {
    const secrets = Array.from({ length: 100 }, () => newSecret('tbdev_').secret);
    for (const secret of secrets) expect(secret).toMatch(/^tbdev_[A-Za-z0-9_-]{43}$/);
    expect(new Set(secrets).size).toBe(100);
  });

  it('is kept as its hash and its last characters', () => {
    const { secret, kept } = newSecret('tbsite_');
    const secretHash = createHash('sha256').update(secret).digest('hex');
    expect(kept).toEqual({ secretHash, lastCharacters: secret.slice(-4) });
  });
});
