import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutInto, cuts } from '../../testing/fragments.js';
import { LineFramer } from './line-framer.js';

const message = fc
  .tuple(fc.constantFrom(':', '#'), fc.string({ maxLength: 60 }))
  .map(([first, rest]) => first + rest.replace(/[\r\n]/g, '').trimEnd())
  .map((line) => line.trimEnd());
const noise = fc
  .tuple(fc.constantFrom('[', ' ', 'u', '\u0000', '{'), fc.string({ maxLength: 60 }))
  .map(([first, rest]) => first + rest.replace(/[\r\n]/g, ''));
const lineEnd = fc.constantFrom('\n', '\r\n');
const line = fc.tuple(fc.oneof(message, noise, fc.constant('')), lineEnd);

const isMessage = (text: string) => text.startsWith(':') || text.startsWith('#');

describe('the ThingSet line framer', () => {
  it('gives the same messages however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), cuts, (lines, places) => {
        const framer = new LineFramer();
        const bytes = Buffer.from(lines.map(([text, end]) => text + end).join(''));
        const got = cutInto(bytes, places).flatMap((piece) => framer.push(piece));
        expect(got).toEqual(lines.map(([text]) => text).filter(isMessage));
      }),
      { numRuns: 10_000 },
    );
  });

  it('survives any bytes and finds the message after them', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 10 }), (chunks) => {
        const framer = new LineFramer();
        for (const chunk of chunks) framer.push(Buffer.from(chunk));
        expect(framer.push(Buffer.from('\n:85 1\n')).at(-1)).toBe(':85 1');
      }),
      { numRuns: 10_000 },
    );
  });

  it('gives up a line that never ends, in bounded memory, and goes on after it', () => {
    const framer = new LineFramer();
    framer.push(Buffer.from(':85 '));
    for (let index = 0; index < 300; index++) framer.push(Buffer.alloc(1024, 'x'));
    expect(framer.push(Buffer.from('y:85 2\n:85 3\n'))).toEqual([':85 3']);
    expect(framer.noise).toBe(1);
  });

  it('counts what it skips, and neither reports nor empty lines', () => {
    const framer = new LineFramer();
    framer.push(Buffer.from('[00:00:01] <inf> boot\r\n\r\n#mLive {}\r\nuart:~$ x\n'));
    expect(framer.noise).toBe(2);
  });
});
