import { describe, expect, it } from '@jest/globals';
import { idempotencyKeyOf } from './idempotency-key.js';

const asked = (key: string | undefined, body: unknown = { a: 1 }, url = '/v1/batteries') =>
  idempotencyKeyOf({ headers: { 'idempotency-key': key }, method: 'POST', url, body });

describe('the key of a request', () => {
  it('is none where none is sent', () => expect(asked(undefined)).toBeNull());

  it('comes with a hash of everything that was asked', () => {
    const [one, same, otherBody, otherUrl] = [
      asked('k'),
      asked('k'),
      asked('k', { a: 2 }),
      asked('k', { a: 1 }, '/v1/locations'),
    ];
    expect(one?.requestHash.equals(same!.requestHash)).toBe(true);
    expect(one?.requestHash.equals(otherBody!.requestHash)).toBe(false);
    expect(one?.requestHash.equals(otherUrl!.requestHash)).toBe(false);
  });

  it.each(['', ' ', 'a b', 'é', 'x'.repeat(256)])('is refused when it is %j', (key) => {
    expect(() => asked(key)).toThrow('IDEMPOTENCY.KEY_INVALID');
  });
});
