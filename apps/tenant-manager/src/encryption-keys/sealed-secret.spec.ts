import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seal, unseal, type SealingKey } from './sealed-secret.js';

const key: SealingKey = { id: 'k1', bytes: randomBytes(32) };
const context = { tenantId: 1, purpose: 'data-key/1' };
const opening =
  (sealed: string, withKey = key, of = context) =>
  () =>
    unseal(withKey, sealed, of);

describe('a sealed secret', () => {
  it('opens to what was sealed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(), fc.string(), (secret, tenantId, purpose) => {
        const of = { tenantId, purpose };
        expect(unseal(key, seal(key, Buffer.from(secret), of), of)).toEqual(Buffer.from(secret));
      }),
    );
  });

  it('never looks the same twice', () => {
    expect(seal(key, Buffer.from('a'), context)).not.toBe(seal(key, Buffer.from('a'), context));
  });

  it('does not open for another tenant, purpose or key', () => {
    const sealed = seal(key, Buffer.from('secret'), context);
    expect(opening(sealed, key, { ...context, tenantId: 2 })).toThrow('does not open');
    expect(opening(sealed, key, { ...context, purpose: 'data-key/2' })).toThrow('does not open');
    expect(opening(sealed, { id: 'k1', bytes: randomBytes(32) })).toThrow('does not open');
    expect(opening(sealed, { ...key, id: 'k2' })).toThrow('does not open');
  });

  it('does not open once any one of its bits is flipped', () => {
    const parts = seal(key, randomBytes(32), context).split(':');
    for (const index of [2, 3, 4]) {
      const bytes = Buffer.from(parts[index] ?? '', 'base64url');
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const changed = parts
          .map((part, at) => (at === index ? flipped.toString('base64url') : part))
          .join(':');
        expect(opening(changed)).toThrow('does not open');
      }
    }
  });

  it.each(['', 'v1', 'v1:k1:::', 'v2:k1:AAAA:AAAA:AAAA', 'v1:k1:AAAA:AAAA:AAAA', 'plain text'])(
    'does not open %p',
    (sealed) => {
      expect(opening(sealed)).toThrow('does not open');
    },
  );
});
