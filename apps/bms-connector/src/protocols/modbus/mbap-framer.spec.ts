import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutInto, cuts } from '../../testing/fragments.js';
import { encodeMbap, MbapFramer } from './mbap-framer.js';

const frame = fc.record({
  transaction: fc.integer({ min: 0, max: 0xffff }),
  unit: fc.integer({ min: 0, max: 0xff }),
  pdu: fc.uint8Array({ minLength: 2, maxLength: 253 }).map((bytes) => Buffer.from(bytes)),
});

describe('the Modbus TCP framer', () => {
  it('gives the same frames however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), cuts, (frames, places) => {
        const framer = new MbapFramer();
        const got = cutInto(Buffer.concat(frames.map(encodeMbap)), places).flatMap((piece) =>
          framer.push(piece),
        );
        expect(got).toEqual(frames);
      }),
      { numRuns: 10_000 },
    );
  });

  it('takes bytes one at a time', () => {
    const framer = new MbapFramer();
    const bytes = Buffer.from('000100000005110302002a', 'hex');
    const frames = [...bytes].flatMap((byte) => framer.push(Buffer.of(byte)));
    expect(frames).toEqual([{ transaction: 1, unit: 0x11, pdu: Buffer.from('0302002a', 'hex') }]);
  });

  it('ends the connection over any bytes that are no frame, and never holds more than one frame', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), (chunks) => {
        const framer = new MbapFramer();
        try {
          for (const chunk of chunks) {
            for (const each of framer.push(Buffer.from(chunk)))
              expect(each.pdu.length).toBeLessThanOrEqual(253);
          }
        } catch (error) {
          expect(error).toMatchObject({ kind: 'garbled' });
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it.each(['000100010005110302002a', '0001000000ff11', '00010000000211ff'])('refuses %s', (hex) => {
    expect(() => new MbapFramer().push(Buffer.from(hex, 'hex'))).toThrow(
      expect.objectContaining({ kind: 'garbled' }),
    );
  });
});
