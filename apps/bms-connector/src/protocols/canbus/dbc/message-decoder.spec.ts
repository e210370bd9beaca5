import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dbcText, randomFrame, randomMessages } from '../testing/random-dbc.js';
import { writeBits } from '../testing/write-bits.js';
import { MessageDecoder } from './message-decoder.js';
import { parseDbc } from '@trackingbms/device-profiles';

const decoderOf = (signals: string, length = 8, rest = '') =>
  new MessageDecoder(parseDbc(`BO_ 100 M: ${length} X\n${signals}\n${rest}`).messages[0]!);
const valuesOf = (decoder: MessageDecoder, hex: string) =>
  Object.fromEntries(
    decoder.decode(Buffer.from(hex, 'hex')).map(({ signal, value }) => [signal.name, value]),
  );

describe('decoding a CAN message', () => {
  it('gives back what was written, in both orders, signed or not, however long', () => {
    const place = fc
      .record({ startBit: fc.nat(63), length: fc.integer({ min: 1, max: 64 }), intel: fc.boolean() })
      .filter(({ startBit, length, intel }) =>
        intel ? startBit + length <= 64 : (8 - (startBit >> 3)) * 8 - (7 - (startBit & 7)) >= length,
      );
    fc.assert(
      fc.property(
        place,
        fc.boolean(),
        fc.bigInt(0n, 2n ** 64n - 1n),
        fc.boolean(),
        (at, signed, bits, ones) => {
          const data = new Uint8Array(8).fill(ones ? 0xff : 0);
          const raw = signed ? BigInt.asIntN(at.length, bits) : BigInt.asUintN(at.length, bits);
          writeBits(data, { name: 'S', ...at }, raw);
          const layout = `${at.startBit}|${at.length}@${at.intel ? 1 : 0}${signed ? '-' : '+'}`;
          const [value] = decoderOf(`SG_ S : ${layout} (1,0) [0|0] "" X`).decode(data);
          expect(BigInt(value?.raw ?? 0)).toBe(raw);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('takes any message apart, whatever bytes come, and never more signals than fit', () => {
    fc.assert(
      fc.property(randomMessages, fc.uint8Array({ maxLength: 64 }), (messages, data) => {
        for (const message of parseDbc(dbcText(messages)).messages) {
          for (const { signal } of new MessageDecoder(message).decode(data)) {
            if (signal.byteOrder === 'intel')
              expect(signal.startBit + signal.length).toBeLessThanOrEqual(data.length * 8);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('scales by the decimals that are written, not by their floats', () => {
    fc.assert(
      fc.property(fc.nat(0xffff), fc.integer({ min: 1, max: 6 }), (raw, places) => {
        const factor = `0.${'0'.repeat(places - 1)}1`;
        const data = Buffer.alloc(8);
        data.writeUInt16LE(raw);
        const [value] = decoderOf(`SG_ S : 0|16@1+ (${factor},0) [0|0] "" X`).decode(data);
        expect(value?.value).toBe(Number(`${raw}e-${places}`));
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads floats of both sizes in both orders', () => {
    const data = Buffer.alloc(8);
    data.writeFloatLE(3.5, 0);
    data.writeFloatBE(-1e-3, 4);
    const both = decoderOf(
      'SG_ A : 0|32@1- (2,1) [0|0] "" X\nSG_ B : 39|32@0- (1,0) [0|0] "" X',
      8,
      'SIG_VALTYPE_ 100 A : 1;\nSIG_VALTYPE_ 100 B 1;',
    );
    expect(valuesOf(both, data.toString('hex'))).toEqual({ A: 8, B: Math.fround(-1e-3) });
    data.writeDoubleLE(Math.PI);
    const double = decoderOf('SG_ A : 0|64@1+ (1,0) [0|0] "" X', 8, 'SIG_VALTYPE_ 100 A : 2;');
    expect(valuesOf(double, data.toString('hex'))).toEqual({ A: Math.PI });
  });

  it('leaves out what a shorter frame does not have', () => {
    const decoder = decoderOf('SG_ A : 0|16@1+ (1,0) [0|0] "" X\nSG_ B : 48|16@1+ (1,0) [0|0] "" X');
    expect(valuesOf(decoder, '0100000000000200')).toEqual({ A: 1, B: 2 });
    expect(valuesOf(decoder, '01000000000002')).toEqual({ A: 1 });
    expect(valuesOf(decoder, '')).toEqual({});
  });

  const nested =
    'SG_ Kind M : 0|8@1+ (1,0) [0|0] "" X\nSG_ Part m1M : 8|8@1+ (1,0) [0|0] "" X\n' +
    'SG_ Deep m0 : 16|8@1+ (1,0) [0|0] "" X\nSG_ Flat m2 : 16|8@1+ (1,0) [0|0] "" X';
  const ranges = 'SG_MUL_VAL_ 100 Part Kind 1-1, 4-5;\nSG_MUL_VAL_ 100 Deep Part 0-0, 2 - 3;';

  it.each([
    ['0002ff', { Kind: 0 }],
    ['0102ff', { Kind: 1, Part: 2, Deep: 255 }],
    ['0101ff', { Kind: 1, Part: 1 }],
    ['0403ff', { Kind: 4, Part: 3, Deep: 255 }],
    ['0200ff', { Kind: 2, Flat: 255 }],
    ['01', { Kind: 1 }],
  ])('lets selectors of selectors decide what is there: %s', (hex, values) => {
    expect(valuesOf(decoderOf(nested, 8, ranges), hex)).toEqual(values);
  });

  it('takes selectors that wait for each other as absent', () => {
    const circle = decoderOf(
      'SG_ A m0M : 0|8@1+ (1,0) [0|0] "" X\nSG_ B m0M : 8|8@1+ (1,0) [0|0] "" X',
      8,
      'SG_MUL_VAL_ 100 A B 0-0;\nSG_MUL_VAL_ 100 B A 0-0;',
    );
    expect(valuesOf(circle, '0000')).toEqual({});
  });

  it('says the same for a frame with more bytes than the message', () => {
    fc.assert(
      fc.property(
        randomMessages.chain((messages) => fc.tuple(fc.constant(messages), randomFrame(messages[0]!))),
        ([messages, frame]) => {
          const decoder = new MessageDecoder(parseDbc(dbcText(messages)).messages[0]!);
          const longer = Buffer.concat([frame, Buffer.alloc(8, 0xaa)]);
          expect(decoder.decode(longer)).toEqual(decoder.decode(frame));
        },
      ),
    );
  });
});
