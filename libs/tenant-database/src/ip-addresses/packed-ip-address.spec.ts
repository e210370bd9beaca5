import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { packIpAddress, unpackIpAddress } from './packed-ip-address.js';

describe('an IP address in a VARBINARY column', () => {
  it.each([
    ['192.168.0.1', 'c0a80001', '192.168.0.1'],
    ['0.0.0.0', '00000000', '0.0.0.0'],
    ['::', '00000000000000000000000000000000', '::'],
    ['::1', '00000000000000000000000000000001', '::1'],
    ['2001:DB8:0:0:0:0:0:1', '20010db8000000000000000000000001', '2001:db8::1'],
    ['fe80::', 'fe800000000000000000000000000000', 'fe80::'],
    ['::ffff:10.0.0.1', '00000000000000000000ffff0a000001', '::ffff:a00:1'],
  ])('is packed: %s', (text, hex, back) => {
    expect(packIpAddress(text).toString('hex')).toBe(hex);
    expect(unpackIpAddress(Buffer.from(hex, 'hex'))).toBe(back);
  });

  it('comes back as the same address, whatever its spelling', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const bytes = packIpAddress(text);
        expect(packIpAddress(unpackIpAddress(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each(['', 'localhost', '1.2.3', '1.2.3.04.5', 'fe80::1%eth0', '1.2.3.4/8', '[::1]', ':::'])(
    'is refused: %j',
    (text) => {
      expect(() => packIpAddress(text)).toThrow(TypeError);
    },
  );

  it('has 4 or 16 bytes', () => {
    expect(() => unpackIpAddress(Buffer.alloc(5))).toThrow(TypeError);
  });
});
