import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { modbusCrc } from '../serial/checksums.js';
import { ResyncFramer } from '../serial/resync-framer.js';
import { readRequest, type RegisterRange } from './read-registers.js';
import { encodeRtu, pduOf, rtuAnswerShape } from './rtu-frame.js';

const range = (over: Partial<RegisterRange> = {}): RegisterRange => ({
  table: 'holding',
  start: 0,
  count: 2,
  ...over,
});
const answer = (unit: number, pdu: readonly number[]): Buffer => encodeRtu(unit, Buffer.from(pdu));
const framesIn = (chunks: readonly Buffer[], asked = range(), unit = 1): Buffer[] => {
  const framer = new ResyncFramer(rtuAnswerShape(unit, asked));
  return chunks.flatMap((chunk) => framer.push(chunk));
};

describe('frames of Modbus RTU', () => {
  it.each([
    ['input', 0x1000, 0x12, '0004100000127516'],
    ['input', 0x1100, 0x1a, '00041100001a752c'],
    ['coil', 0x1200, 0x90, '00011200009038cf'],
  ] as const)('ask for %s registers at %d as the maker of unit 0 shows it', (table, start, count, hex) => {
    expect(encodeRtu(0, readRequest({ table, start, count })).toString('hex')).toBe(hex);
  });

  it('are found between noise, byte by byte, and behind a beginning that leads nowhere', () => {
    const right = answer(1, [3, 4, 0x12, 0x34, 0x56, 0x78]);
    const bytes = Buffer.concat([Buffer.of(1, 3, 4, 0xff), right, Buffer.of(0, 1, 3)]);
    expect(framesIn([bytes])).toEqual([right]);
    expect(framesIn([...bytes].map((byte) => Buffer.of(byte)))).toEqual([right]);
    expect(pduOf(right)).toEqual(Buffer.of(3, 4, 0x12, 0x34, 0x56, 0x78));
  });

  it.each([
    ['another unit', answer(2, [3, 4, 0, 1, 0, 2])],
    ['another function', answer(1, [4, 4, 0, 1, 0, 2])],
    ['another length', answer(1, [3, 2, 0, 1])],
    ['the refusal of another function', answer(1, [0x84, 2])],
    ['the request that an adapter echoes', encodeRtu(1, readRequest(range()))],
  ])('of %s are none', (_, bytes) => {
    expect(framesIn([bytes])).toEqual([]);
  });

  it('may be a refusal', () => {
    expect(framesIn([answer(1, [0x83, 6])]).map(pduOf)).toEqual([Buffer.of(0x83, 6)]);
  });

  // 2,000 runs of 50 chunks: 100,000 chunks of noise, cut and damaged frames.
  it('never have a wrong CRC, whatever comes, and a right one is not lost', () => {
    const right = answer(1, [3, 4, 0x12, 0x34, 0x56, 0x78]);
    const damaged = fc
      .tuple(fc.nat(right.length - 1), fc.integer({ min: 1, max: 255 }))
      .map(([place, flip]) => {
        const bytes = Buffer.from(right);
        bytes[place] = (bytes[place] ?? 0) ^ flip;
        return bytes;
      });
    const noise = fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes));
    const likely = fc
      .array(fc.constantFrom(0, 1, 3, 4, 0x83, 2), { maxLength: 9 })
      .map((all) => Buffer.from(all));
    const cut = fc.nat(right.length).map((length) => right.subarray(0, length));
    const chunks = fc.array(fc.oneof(damaged, noise, likely, cut), { minLength: 50, maxLength: 50 });
    fc.assert(
      fc.property(chunks, (all) => {
        const frames = framesIn([...all, right]);
        for (const frame of frames) {
          expect(frame.readUInt16LE(frame.length - 2)).toBe(modbusCrc(frame.subarray(0, -2)));
          expect(frame[0]).toBe(1);
        }
        expect(frames.at(-1)).toEqual(right);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keep no more than one of them in memory', () => {
    const framer = new ResyncFramer(rtuAnswerShape(1, range({ count: 125 })));
    for (let n = 0; n < 1_000; n++)
      framer.push(Buffer.of(1, 3, 250, ...Array.from({ length: 97 }, () => n & 1)));
    expect((framer as unknown as { pending: Buffer }).pending.length).toBeLessThanOrEqual(255);
  });
});
