import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkedText, checksumOf, withChecksum } from './text-checksum.js';

const message = ':85 {"rPackVoltage_V":52.87}';
const garbled = expect.objectContaining({ kind: 'garbled' });

describe('the checksum of a ThingSet line', () => {
  it('is the CRC-32 of Ethernet and zip files', () => {
    expect(checksumOf('123456789')).toBe('CBF43926');
  });

  it.each(['hash', 'plain'] as const)('is taken off again (%s)', (form) => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (text, required) => {
        expect(checkedText(withChecksum(text, form), required)).toEqual({ text, form });
      }),
    );
  });

  it.each(['hash', 'plain'] as const)('finds any changed character (%s)', (form) => {
    const line = withChecksum(message, form);
    fc.assert(
      fc.property(fc.nat(line.length - 1), fc.integer({ min: 33, max: 126 }), (at, code) => {
        const character = String.fromCharCode(code);
        fc.pre(line[at] !== character);
        const changed = line.slice(0, at) + character + line.slice(at + 1);
        expect(() => checkedText(changed, true)).toThrow(garbled);
      }),
    );
  });

  it('may be missing only where it is not required', () => {
    expect(checkedText(message, false)).toEqual({ text: message, form: undefined });
    expect(() => checkedText(message, true)).toThrow(garbled);
  });

  it('is checked where it is sure to be one, required or not', () => {
    expect(() => checkedText(`${message} 00000000#`, false)).toThrow(garbled);
    expect(checkedText(':85 "x 12345678', false)).toEqual({ text: ':85 "x 12345678', form: undefined });
  });
});
