import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutInto, cuts } from '../../../testing/fragments.js';
import type { Framer } from '../../tcp-link.js';
import type { CanFrame } from '../can-frame.js';
import { anyFrame, dataText, idText, noiseOf } from '../testing/random-frames.js';
import { CandumpFramer } from './candump-framer.js';
import { SlcanFramer } from './slcan-framer.js';
import { SocketcandFramer } from './socketcand-framer.js';

interface Spoken {
  readonly newFramer: () => Framer<CanFrame | { kind: string; frame?: CanFrame }>;
  readonly written: (frame: CanFrame) => string;
  readonly alphabet: string;
  /** Ends whatever noise has begun. */
  readonly fence: string;
}

const spaced = (frame: CanFrame) => dataText(frame).replace(/(..)(?=.)/g, '$1 ');

const spokenOf: Record<string, Spoken> = {
  socketcand: {
    newFramer: () => new SocketcandFramer(),
    written: (frame) => `< frame ${idText(frame)} 1700000000.123456 ${dataText(frame)} >`,
    alphabet: '<> frameokhirt0123456789ABCDEF.\n',
    fence: '<',
  },
  'socketcand of older servers': {
    newFramer: () => new SocketcandFramer(),
    written: (frame) => `< frame ${idText(frame)} 23.424242 ${spaced(frame)} >`,
    alphabet: '<> frame 0123456789abcdef.',
    fence: '<',
  },
  SLCAN: {
    newFramer: () => new SlcanFramer(),
    written: (frame) =>
      `${frame.extended ? 'T' : 't'}${idText(frame)}${frame.data.length}${dataText(frame)}\r`,
    alphabet: 'tTrRzZVNF0123456789ABCDEF\r\u0007\n',
    fence: '\r',
  },
  'SLCAN with stamps': {
    newFramer: () => new SlcanFramer(),
    written: (frame) =>
      `${frame.extended ? 'T' : 't'}${idText(frame)}${frame.data.length}${dataText(frame)}EA5F\r`,
    alphabet: 'tT0123456789abcdef\r\u0007',
    fence: '\r',
  },
  candump: {
    newFramer: () => new CandumpFramer(),
    written: (frame) => `(1700000000.123456) can0 ${idText(frame)}#${dataText(frame)}\n`,
    alphabet: '() can0#R_.0123456789ABCDEF\n\r',
    fence: '\n',
  },
};

/** Frames alone, whatever else a framer reports. */
const framesOf = (messages: readonly (CanFrame | { kind: string; frame?: CanFrame })[]): CanFrame[] =>
  messages.flatMap((message) => ('id' in message ? [message] : message.frame ? [message.frame] : []));

describe.each(Object.entries(spokenOf))('the framer of %s', (_, { newFramer, written, alphabet, fence }) => {
  it('gives the same frames however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(anyFrame, { maxLength: 12 }), cuts, (frames, places) => {
        const framer = newFramer();
        const bytes = Buffer.from(frames.map(written).join(''));
        expect(framesOf(cutInto(bytes, places).flatMap((piece) => framer.push(piece)))).toEqual(frames);
        expect(framer.noise).toBe(0);
      }),
      { numRuns: 3_000 },
    );
  });

  it('survives 100,000 chunks of anything and finds the frame after each', () => {
    let chunks = 0;
    const framer = newFramer();
    fc.assert(
      fc.property(fc.array(noiseOf(alphabet), { minLength: 50, maxLength: 60 }), anyFrame, (noise, frame) => {
        for (const chunk of noise) framesOf(framer.push(chunk)).forEach(mustBeFrame);
        chunks += noise.length;
        expect(framesOf(framer.push(Buffer.from(fence + written(frame)))).at(-1)).toEqual(frame);
      }),
      { numRuns: 2_000 },
    );
    expect(chunks).toBeGreaterThanOrEqual(100_000);
  });

  it('keeps nothing of a message that never ends, and goes on after it', () => {
    const framer = newFramer();
    for (let index = 0; index < 2_000; index += 1) expect(framer.push(Buffer.alloc(1_024, 'A'))).toEqual([]);
    expect(heldBy(framer)).toBeLessThan(1_000);
    const frame = { id: 0x355, extended: false, data: new Uint8Array([1, 2]) };
    expect(framesOf(framer.push(Buffer.from(fence + written(frame))))).toEqual([frame]);
    expect(framer.noise).toBeGreaterThan(0);
  });
});

const heldBy = (framer: object): number => JSON.stringify(framer).length;

function mustBeFrame({ id, extended, data }: CanFrame): void {
  if (id > (extended ? 0x1fff_ffff : 0x7ff) || id < 0 || data.length > 64) throw new Error('no frame');
}

describe('what is no frame', () => {
  const socketcand = (text: string) => new SocketcandFramer().push(Buffer.from(text));
  const slcan = (text: string) => new SlcanFramer().push(Buffer.from(text, 'latin1'));
  const candump = (text: string, channel?: string) => new CandumpFramer(channel).push(Buffer.from(text));

  it('is told apart on socketcand', () => {
    expect(socketcand('< hi >< ok ><echo>< error could not open bus >< rtr 123 23.4 4 >')).toEqual([
      { kind: 'word', word: 'hi' },
      { kind: 'word', word: 'ok' },
      { kind: 'word', word: 'echo' },
      { kind: 'error', text: 'could not open bus' },
      { kind: 'word', word: 'rtr' },
    ]);
  });

  it.each([
    '< frame 35 1.5 00 >',
    '< frame 800 1.5 00 >',
    '< frame 20000000 1.5 00 >',
    '< frame 355 15 00 >',
    '< frame 355 1.5 0 >',
    '< frame 355 1.5 0011 22 >',
    '< frame 355 1.5 0G >',
    '< fr< frame 355 1.5 ',
    'frame 355 1.5 00 >',
    `< frame 355 1.5 ${'00'.repeat(65)} >`,
  ])('is not made one of: %s', (text) => expect(framesOf(socketcand(text))).toEqual([]));

  it('is told apart on SLCAN', () => {
    expect(slcan('\r\u0007z\rV1013\rF00\rr3558\rR0000035580001\r').map(({ kind }) => kind)).toEqual([
      'done',
      'other',
      'refused',
      ...Array<string>(5).fill('other'),
    ]);
    expect(slcan('\r\n\r\n').map(({ kind }) => kind)).toEqual(['done', 'done']);
  });

  it.each([
    't35\r',
    't3559001122334455667788\r',
    't35521A\r',
    't35521A001\r',
    't80021A00\r',
    'T2000000021A00\r',
    't35521A00\u0007',
  ])('is not made one of: %j', (text) => expect(framesOf(slcan(text))).toEqual([]));

  it('is told apart in a log, where CAN FD is a frame and another bus is not', () => {
    expect(candump('(1.0) can0 355#R\n(1.0) can0 355#R8\n(1.0) can0 20000080#0000000000000000\n')).toEqual(
      [],
    );
    expect(
      candump('(1.0) can1 355#00\n(1.0) can0 355#01 R\n(1.0) can0 355##101\n', 'can0').map(({ data }) => [
        ...data,
      ]),
    ).toEqual([[1], [1]]);
  });

  it.each([
    '(1.0) can0 355#0\n',
    '(1.0) can0 35#00\n',
    'can0 355#00\n',
    '(1.0) can0 355 00\n',
    '(1.0) can0 355#00 x\n',
  ])('is not made one of: %j', (text) => expect(candump(text)).toEqual([]));
});
