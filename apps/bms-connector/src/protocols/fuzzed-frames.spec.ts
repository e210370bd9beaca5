import { describe, expect, it } from '@jest/globals';
import { CandumpFramer } from './canbus/framers/candump-framer.js';
import { SlcanFramer } from './canbus/framers/slcan-framer.js';
import { SocketcandFramer } from './canbus/framers/socketcand-framer.js';
import { DeviceFailure } from './device-failure.errors.js';
import { encodeMbap, MbapFramer } from './modbus/mbap-framer.js';
import { encodeRtu, rtuAnswerShape } from './modbus/rtu-frame.js';
import { ResyncFramer } from './serial/resync-framer.js';
import { serialLanguages } from './serial/serial-languages.js';
import {
  bytes,
  dalyA5Answer,
  dalyD2Answer,
  jbdAnswer,
  jkAnswer,
  yd1363Answer,
} from './serial/testing/maker-frames.js';
import type { Framer } from './tcp-link.js';
import { BinaryFramer } from './thingset/binary-framer.js';
import { LineFramer } from './thingset/line-framer.js';
import { reportOfBytes } from './thingset/reports/report.js';
import { binaryAnswer } from './thingset/testing/write-cbor.js';
import { parseTextAnswer } from './thingset/text-answer.js';
import { checkedText, withChecksum } from './thingset/text-checksum.js';

/** Numbers that are the same in each run: xorshift. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

interface Subject {
  readonly name: string;
  readonly newFramer: () => Framer<unknown>;
  readonly good: Buffer;
  /** Bytes that a framer may hold. */
  readonly bound: number;
  /** What is made of a frame. */
  readonly decode?: (frame: unknown) => unknown;
}

const line = withChecksum(':85 {"rPackVoltage_V":52.8,"rSOC_pct":63}', 'hash');
const registers = { table: 'holding', start: 0, count: 4 } as const;
const answers: Readonly<Record<keyof typeof serialLanguages, Buffer>> = {
  jbd: jbdAnswer(3, Buffer.alloc(23, 7)),
  'daly-a5': dalyA5Answer(0x90, bytes('0210000075300213')),
  'daly-d2': dalyD2Answer(Buffer.alloc(124, 3)),
  'jk-nw': jkAnswer(bytes('7903010CE5 8314EF C001')),
  yd1363: yd1363Answer(Buffer.alloc(30, 5)),
};

const subjects: readonly Subject[] = [
  {
    name: 'MBAP',
    newFramer: () => new MbapFramer(),
    good: encodeMbap({ transaction: 7, unit: 1, pdu: Buffer.alloc(20, 3) }),
    bound: 600,
  },
  {
    name: 'RTU',
    newFramer: () => new ResyncFramer(rtuAnswerShape(1, registers)),
    good: encodeRtu(1, bytes('03 08 0001000200030004')),
    bound: 600,
  },
  {
    name: 'ThingSet text',
    newFramer: () => new LineFramer(),
    good: Buffer.from(`${line}\n`),
    bound: 70_000,
    decode: (frame) => parseTextAnswer(checkedText(String(frame), false).text),
  },
  {
    name: 'ThingSet binary',
    newFramer: () => new BinaryFramer(),
    good: binaryAnswer({ rPackVoltage_V: 52.8, rCellVoltages_V: [3.3, null, 3.2] }),
    bound: 70_000,
  },
  {
    name: 'socketcand',
    newFramer: () => new SocketcandFramer(),
    good: Buffer.from('< frame 355 1.000001 43006200 >'),
    bound: 600,
  },
  { name: 'SLCAN', newFramer: () => new SlcanFramer(), good: Buffer.from('t355443006200\r'), bound: 600 },
  {
    name: 'candump',
    newFramer: () => new CandumpFramer(),
    good: Buffer.from('(1.000001) can0 355#43006200\n'),
    bound: 600,
  },
  ...Object.entries(answers).map(([name, good]) => ({
    name,
    newFramer: () => new ResyncFramer(serialLanguages[name as keyof typeof serialLanguages].shape),
    good,
    bound: 10_000,
  })),
];

const frames = 100_000;
const framesPerStream = 200;

/** A frame that was sent well, and what became of it on the way. */
function fuzzed(good: Buffer, next: (below: number) => number): Buffer {
  const kind = next(6);
  if (kind === 0) return Buffer.from(Array.from({ length: next(24) }, () => next(256)));
  if (kind === 1) return good.subarray(0, next(good.length));
  if (kind === 2) return good.subarray(next(good.length));
  if (kind === 3) return Buffer.concat([good, good]);
  const mutated = Buffer.from(good);
  for (let count = kind === 4 ? 1 : 4; count > 0; count--) mutated[next(mutated.length)] = next(256);
  return mutated;
}

/** Bytes and characters that an object keeps, wherever it keeps them. */
function held(value: unknown): number {
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, each) => sum + held(each), 0);
}

/** Whether the stream was understood to its end; anything but a known failure is thrown on. */
function survives(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof DeviceFailure) return false;
    throw error;
  }
}

describe.each(subjects)('the framer of $name', ({ newFramer, good, bound, decode }) => {
  it(`survives ${frames} fuzzed frames, and keeps no more than one can be long`, () => {
    const next = numbers(good.length * 7_919 + 1);
    let framer = newFramer();
    let found = 0;
    let most = 0;
    const push = (piece: Buffer) => {
      const got = framer.push(piece);
      found += got.length;
      for (const frame of got) survives(() => decode?.(frame));
    };
    for (let frame = 0; frame < frames; frame++) {
      if (frame % framesPerStream === 0) framer = newFramer();
      const piece = fuzzed(good, next);
      const isDribbled = frame % 50 === 0;
      const pieces = isDribbled ? Array.from(piece, (byte) => Buffer.of(byte)) : [piece];
      if (!survives(() => pieces.forEach(push))) framer = newFramer();
      if (frame % 20 === 0) most = Math.max(most, held(framer));
    }
    expect(most).toBeLessThanOrEqual(bound);
    // What was sent twice and came whole is found in all this.
    expect(found).toBeGreaterThan(1_000);
  }, 30_000);
});

describe('a packet with a report', () => {
  it(`survives ${frames} fuzzed frames`, () => {
    const next = numbers(11);
    const packets = [
      Buffer.from('#mLive_ {"Meas":{"rPackVoltage_V":52.8}}'),
      Buffer.concat([bytes('1F 18 31'), binaryAnswer({ a: 1, b: [1, 2] }).subarray(2)]),
    ];
    let read = 0;
    for (let frame = 0; frame < frames; frame++) {
      if (reportOfBytes(fuzzed(packets[frame % 2]!, next))) read += 1;
    }
    expect(read).toBeGreaterThan(1_000);
  }, 30_000);
});
