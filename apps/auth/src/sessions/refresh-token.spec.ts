import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RefreshToken } from './refresh-token.js';

describe('RefreshToken', () => {
  it('knows its tenant and is known by its hash only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_147_483_647 }), (tenantId) => {
        const token = RefreshToken.mint(tenantId);
        const parsed = RefreshToken.parse(token.text);
        expect(parsed?.tenantId).toBe(tenantId);
        expect(parsed?.hash).toEqual(token.hash);
        expect(token.hash.toString('base64url')).not.toContain(token.text.split('.')[1]);
      }),
    );
    expect(RefreshToken.mint(1).text).not.toBe(RefreshToken.mint(1).text);
  });

  it('is not made of any other text', () => {
    fc.assert(fc.property(fc.string(), (text) => RefreshToken.parse(text) === null));
    expect(RefreshToken.parse(`0.${'A'.repeat(43)}`)).toBeNull();
    expect(RefreshToken.parse(`1.${'A'.repeat(43)}\n`)).toBeNull();
  });

  it('opens what it sealed, and nothing that another token sealed or somebody changed', () => {
    const [token, successor] = [RefreshToken.mint(5), RefreshToken.mint(5)];
    const sealed = token.seal(successor);
    expect(sealed.length).toBeLessThanOrEqual(255);
    expect(token.unseal(sealed)?.text).toBe(successor.text);
    expect(RefreshToken.mint(5).unseal(sealed)).toBeNull();
    for (let byte = 0; byte < sealed.length; byte += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(byte) ^ 1, byte);
      expect(token.unseal(changed)).toBeNull();
    }
    expect(token.unseal(Buffer.alloc(3))).toBeNull();
  });
});
