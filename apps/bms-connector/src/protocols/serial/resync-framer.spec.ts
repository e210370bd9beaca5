import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutInto, cuts } from '../../testing/fragments.js';
import { ResyncFramer } from './resync-framer.js';
import { serialLanguages } from './serial-languages.js';
import {
  dalyA5Answer,
  dalyD2Answer,
  jbdAnswer,
  jkAnswer,
  soundness,
  yd1363Answer,
} from './testing/maker-frames.js';

const data = (most: number) =>
  fc
    .uint8Array({ maxLength: most })
    .map((array) => Buffer.from(array.buffer, array.byteOffset, array.length));
const byte = fc.nat({ max: 255 });

interface Sample {
  readonly frame: fc.Arbitrary<Buffer>;
  /** Bytes with which frames and false beginnings of frames begin. */
  readonly marks: readonly string[];
  /** Bytes of the longest frame. */
  readonly longest: number;
}

const samples: Readonly<Record<keyof typeof serialLanguages, Sample>> = {
  jbd: {
    frame: fc.tuple(byte, data(40)).map(([register, content]) => jbdAnswer(register, content)),
    marks: ['dd', 'dd03', 'dd0300ff', '77'],
    longest: 262,
  },
  'daly-a5': {
    frame: fc.tuple(byte, data(8)).map(([command, content]) => dalyA5Answer(command, content)),
    marks: ['a5', 'a501', 'a5019008', 'a5409008'],
    longest: 13,
  },
  'daly-d2': {
    frame: data(60).map((content) => dalyD2Answer(content)),
    marks: ['d2', 'd203', 'd2037c', 'd283'],
    longest: 260,
  },
  'jk-nw': {
    frame: data(60).map((content) => jkAnswer(content)),
    marks: ['4e', '4e57', '4e570120', '4e57ffff', '68'],
    longest: 1_024,
  },
  yd1363: {
    frame: fc.tuple(data(40), byte).map(([content, address]) => yd1363Answer(content, { address })),
    marks: ['7e', '7e3230', '7e3230303234363030453030327e', '0d'],
    longest: 4_113,
  },
};

/** Cheap reproducible randomness: the streams are large and the seed is what is reported of a failure. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Random bytes, beginnings, whole frames, cut frames and frames with a flipped bit, in chunks of any size. */
function* chunksOf(seed: number, frames: readonly Buffer[], marks: readonly string[]): Generator<Buffer> {
  const random = randomFrom(seed);
  const kinds = [
    () => Buffer.from(Array.from({ length: random(30) }, () => random(256))),
    () => Buffer.from(marks[random(marks.length)] ?? '', 'hex'),
    () => frames[random(frames.length)]!,
    () => {
      const frame = frames[random(frames.length)]!;
      return frame.subarray(random(frame.length), random(frame.length + 1));
    },
    () => {
      const broken = Buffer.from(frames[random(frames.length)]!);
      const at = random(broken.length);
      broken[at] = (broken[at] ?? 0) ^ (1 << random(8));
      return broken;
    },
  ];
  for (let index = 0; index < chunksPerStream; index++) {
    const chunk = kinds[random(kinds.length)]!();
    if (random(4) > 0) yield chunk;
    else for (const one of chunk) yield Buffer.of(one);
  }
}

const chunksPerStream = 60;
const streams = 2_000;

const held = (framer: ResyncFramer): number => (Reflect.get(framer, 'pending') as Buffer).length;

describe.each(Object.entries(samples))('the framer of %s', (name, { frame, marks, longest }) => {
  const { shape } = serialLanguages[name as keyof typeof serialLanguages];
  const isSound = soundness[name]!;

  it('gives the same frames however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), cuts, (frames, places) => {
        const framer = new ResyncFramer(shape);
        const got = cutInto(Buffer.concat(frames), places).flatMap((piece) => framer.push(piece));
        expect(Buffer.concat(got)).toEqual(Buffer.concat(frames));
        expect(got.length).toBe(frames.length);
        expect(framer.noise).toBe(0);
      }),
      { numRuns: 1_000 },
    );
  });

  it(`never gives a frame with a wrong sum in ${streams * chunksPerStream} random chunks, and holds little`, () => {
    const frames = fc.sample(frame, { numRuns: 50, seed: 7 });
    let sound = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const framer = new ResyncFramer(shape);
        for (const chunk of chunksOf(seed, frames, marks)) {
          for (const each of framer.push(chunk)) {
            if (!isSound(each)) throw new Error(`not sound: ${each.toString('hex')}`);
            sound += 1;
          }
          if (held(framer) > longest) throw new Error(`holds ${held(framer)} bytes`);
        }
      }),
      { numRuns: streams },
    );
    expect(sound).toBeGreaterThan(streams);
  });

  it('finds the frame after any noise, false beginnings among it', () => {
    const noise = fc.array(
      fc.oneof(
        data(30),
        fc.constantFrom(...marks).map((hex) => Buffer.from(hex, 'hex')),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(noise, frame, (before, wanted) => {
        const framer = new ResyncFramer(shape);
        for (const chunk of before) framer.push(chunk);
        // Noise that makes one false frame with the first wanted one has to leave the second alone.
        const got = [...framer.push(wanted), ...framer.push(wanted)];
        expect(got.some((each) => each.equals(wanted))).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  it('goes through a stream of nothing but beginnings without losing time or memory', () => {
    const framer = new ResyncFramer(shape);
    const chunk = Buffer.alloc(64 * 1024, shape.start);
    for (let index = 0; index < 4; index++) framer.push(chunk);
    expect(held(framer)).toBeLessThanOrEqual(longest);
    expect(framer.noise).toBeGreaterThan(3 * chunk.length);
  });
});
