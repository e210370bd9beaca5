import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutInto, cuts } from '../../testing/fragments.js';
import { BinaryFramer } from './binary-framer.js';
import { binaryAnswer, writeCbor } from './testing/write-cbor.js';

const value = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.integer(), {
  maxKeys: 4,
  noNullPrototype: true,
});
const node = fc.constantFrom(null, '0A1B');
const report = value.map((values) => Buffer.concat([Buffer.of(0x1f, 0x07), writeCbor(values)]));
const fromModule = value.map((values) => Buffer.concat([Buffer.of(0x1e, 0x01, 0x07), writeCbor(values)]));
const garbled = expect.objectContaining({ kind: 'garbled' });

describe('the framer of binary ThingSet', () => {
  it('gives the same answers however the bytes are cut, and no reports', () => {
    const answer = fc.tuple(value, node);
    const between = fc.array(fc.oneof(report, fromModule), { maxLength: 2 });
    fc.assert(
      fc.property(fc.array(fc.tuple(between, answer), { maxLength: 4 }), cuts, (messages, places) => {
        const framer = new BinaryFramer();
        const bytes = messages.flatMap(([reports, [values, from]]) => [
          ...reports,
          binaryAnswer(values, from),
        ]);
        const got = cutInto(Buffer.concat(bytes), places).flatMap((piece) => framer.push(piece));
        expect(got).toEqual(
          messages.map(([, [values, from]]) => ({ status: 0x85, node: from ?? undefined, value: values })),
        );
      }),
      { numRuns: 10_000 },
    );
  });

  it('reads the example of the specification, with the null or without', () => {
    const values = 'a26a72566f6c746167655f56fa414e66666a7243757272656e745f41fac048f5c3';
    for (const beginning of ['85f6', '85']) {
      expect(new BinaryFramer().push(Buffer.from(beginning + values, 'hex'))).toEqual([
        { status: 0x85, node: undefined, value: { rVoltage_V: 12.9, rCurrent_A: -3.14 } },
      ]);
    }
  });

  it.each(['a4', 'a4f6', 'c4643041314266'])('gives a refusal at once (%s)', (bytes) => {
    const [answer] = new BinaryFramer().push(Buffer.from(bytes, 'hex'));
    expect(answer).toMatchObject({ status: parseInt(bytes.slice(0, 2), 16), value: undefined });
  });

  it('gives up an item that never ends, before it is in memory', () => {
    const framer = new BinaryFramer();
    expect(() => framer.push(Buffer.from('85f67a7fffffff', 'hex'))).toThrow(garbled);
    expect(() => new BinaryFramer().push(Buffer.from('85f69a7fffffff', 'hex'))).toThrow(garbled);
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 5 }), (chunks) => {
        const framer = new BinaryFramer();
        try {
          for (const chunk of [Buffer.of(0x85), ...chunks]) framer.push(Buffer.from(chunk));
        } catch (error) {
          expect(error).toMatchObject({ kind: 'garbled' });
        }
      }),
      { numRuns: 10_000 },
    );
  }, 60_000);
});
