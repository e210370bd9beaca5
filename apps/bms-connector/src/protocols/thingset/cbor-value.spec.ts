import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cborValue } from './cbor-value.js';
import { CborItemEnd } from './cbor-item-end.js';
import { Float32, writeCbor } from './testing/write-cbor.js';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const garbled = expect.objectContaining({ kind: 'garbled' });

/** Examples of RFC 8949, appendix A, and of the specification. */
const examples: readonly (readonly [string, unknown])[] = [
  ['00', 0],
  ['17', 23],
  ['1818', 24],
  ['1903e8', 1000],
  ['1a000f4240', 1_000_000],
  ['1b000000e8d4a51000', 1_000_000_000_000],
  ['20', -1],
  ['3903e7', -1000],
  ['f93e00', 1.5],
  ['f97bff', 65_504],
  ['f90001', 5.960464477539063e-8],
  ['f9c400', -4],
  ['fa47c35000', 100_000],
  ['fa414e6666', 12.9],
  ['fac048f5c3', -3.14],
  ['fbc010666666666666', -4.1],
  ['f4', false],
  ['f5', true],
  ['6449455446', 'IETF'],
  ['83010203', [1, 2, 3]],
  ['a26161016162820203', { a: 1, b: [2, 3] }],
  ['a201020304', { 1: 2, 3: 4 }],
  ['c4822103', 0.03],
  ['c48221196ab3', 273.15],
];

describe('the value of a CBOR item', () => {
  it.each(examples)('%s', (item, value) => {
    expect(cborValue(hex(item))).toEqual(value);
  });

  it.each([
    ['null', 'f6'],
    ['undefined', 'f7'],
    ['NaN', 'f97e00'],
    ['infinity', 'fa7f800000'],
    ['minus infinity', 'fbfff0000000000000'],
    ['an integer beyond 2^53', '1bffffffffffffffff'],
    ['bytes', '4401020304'],
    ['a big number', 'c249010000000000000000'],
    ['a binary fraction', 'c5822003'],
    ['a decimal fraction of texts', 'c482616161 62'],
  ])('is null for %s, and never a number', (_, item) => {
    expect(cborValue(hex(item))).toBeNull();
  });

  it.each([
    ['that is cut', '1903'],
    ['of a text that is cut', '6449'],
    ['that says more than there is', '9b00000000ffffffff'],
    ['that never says its end', '9f01ff'],
    ['and another', '0101'],
    ['that is too deep', `${'81'.repeat(20)}01`],
    ['of nothing', ''],
    ['with a list for a name', 'a18001'],
  ])('of an item %s is garbled', (_, item) => {
    expect(() => cborValue(hex(item))).toThrow(garbled);
  });

  const leaf = fc.oneof(
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc.array(tie('tree'), { maxLength: 6 }),
      fc.dictionary(fc.string(), tie('tree'), { maxKeys: 6, noNullPrototype: true }),
    ),
  }));

  it('is what was written, and its end is found however it comes', () => {
    fc.assert(
      fc.property(tree, fc.uint8Array({ maxLength: 20 }), (written, rest) => {
        const item = writeCbor(written as never);
        expect(cborValue(item)).toEqual(written);
        const end = new CborItemEnd(0);
        for (let length = 0; length < item.length; length++) {
          expect(end.find(item.subarray(0, length))).toBeUndefined();
        }
        expect(end.find(Buffer.concat([item, rest]))).toBe(item.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('of a float of 32 bits is the shortest decimal that means it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999, max: 999_999 }), (thousandths) => {
        const volts = thousandths / 1000;
        expect(cborValue(writeCbor(new Float32(volts)))).toBe(volts + 0);
      }),
    );
  });

  it('of any bytes is a value or garbled', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          expect(cborValue(Buffer.from(bytes))).not.toBeUndefined();
        } catch (error) {
          expect(error).toMatchObject({ kind: 'garbled' });
        }
      }),
      { numRuns: 100_000 },
    );
  }, 60_000);
});
