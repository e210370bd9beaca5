import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { profileFrom } from '@trackingbms/device-profiles/testing';
import { anyFrame } from '../testing/random-frames.js';
import { framesOf } from '../testing/bus-log.js';
import { SignalAssembly } from './signal-assembly.js';
import { planOf } from './signal-plan.js';

const profile = profileFrom(`
profile: cells
version: 1
title: Cells
protocol: canbus
transports: [candump]
currentSign: { positive: charging }
canbus: { maxAgeMilliseconds: 3000, cycleMilliseconds: 1000 }
fields:
  packVoltage: { from: { signal: Volt } }
  cellVoltages:
    from: { signal: 'Cell{n}', invalidWhile: 'Bad{n}', repeat: { count: 9, first: 1 } }
  operationMode: { from: { signal: State, as: word }, values: { RUN: charging } }
dbc: |
  BO_ 16 A: 8 X
   SG_ Volt : 0|16@1+ (0.1,0) [0|0] "V" X
   SG_ State : 16|8@1+ (1,0) [0|0] "" X
  BO_ 17 B: 8 X
   SG_ Which M : 0|8@1+ (1,0) [0|0] "" X
   SG_ Bad1 m0 : 8|1@1+ (1,0) [0|0] "" X
   SG_ Cell1 m0 : 16|16@1+ (0.001,0) [0|0] "V" X
   SG_ Cell2 m1 : 16|16@1+ (0.001,0) [0|0] "V" X
   SG_ Bad2 m1 : 8|1@1+ (1,0) [0|0] "" X
  VAL_ 16 State 7 "RUN" ;
`);
const { packVoltage, cellVoltages, operationMode } = profile.fields;

function assembled() {
  const assembly = new SignalAssembly(planOf(profile));
  const hear = (frame: string, at: number) => framesOf(frame).map((each) => assembly.take(each, at));
  const values = (at: number) => {
    const read = assembly.read(at);
    return [packVoltage, cellVoltages, operationMode].map((field) => read.get(field!.from[0]!));
  };
  return { assembly, hear, values };
}

describe('a reading put together from frames', () => {
  it('takes each signal while it is young enough, and no longer', () => {
    const { hear, values } = assembled();
    hear('010#F40107', 0);
    hear('011#0000E40C', 2_000);
    expect(values(3_000)).toEqual([50, [3.3, null], 'RUN']);
    expect(values(3_001)).toEqual([undefined, [3.3, null], undefined]);
    expect(values(5_001)).toEqual([undefined, undefined, undefined]);
  });

  it('keeps the signals of every selector apart', () => {
    const { hear, values } = assembled();
    hear('011#0000E40C 011#0100E50C 011#0200E60C', 0);
    expect(values(1)[1]).toEqual([3.3, 3.301]);
  });

  it('takes a value whose flag says so, or whose flag is not there, for none', () => {
    const { hear, values } = assembled();
    hear('011#0001E40C 011#0100E50C', 0);
    expect(values(1)[1]).toEqual([null, 3.301]);
  });

  it('has no word for a number that the table does not know', () => {
    const { hear, values } = assembled();
    hear('010#F40105', 0);
    expect(values(1)).toEqual([50, undefined, undefined]);
  });

  it('is news once', () => {
    const { assembly, hear, values } = assembled();
    expect(assembly.hasNews).toBe(false);
    hear('010#F40107', 0);
    expect(assembly.hasNews).toBe(true);
    values(1);
    expect(assembly.hasNews).toBe(false);
  });

  it('tells what it wants from what it does not', () => {
    const { assembly, hear } = assembled();
    expect(hear('123#00 00000010#F401 011# 010#F4', 0)).toEqual([false, false, false, false]);
    expect(assembly.hasNews).toBe(false);
  });

  it('waits a cycle after silence, and not when all is there', () => {
    const { assembly, hear } = assembled();
    hear('010#F40107', 10_000);
    expect(assembly.settledAt).toBe(11_000);
    hear('010#F40107', 12_000);
    expect(assembly.settledAt).toBe(11_000);
    hear('010#F40107', 15_001);
    expect(assembly.settledAt).toBe(16_001);
    expect(assembly.isWhole(15_001)).toBe(false);
    hear('011#0000E40C 011#0100E50C', 15_002);
    expect(assembly.isWhole(15_002)).toBe(true);
  });

  it('takes any frames and holds no more than the signals that it wants', () => {
    const { assembly } = assembled();
    const frame = fc.oneof(
      anyFrame,
      anyFrame.map((each) => ({ ...each, id: 16 + (each.id & 1), extended: false })),
    );
    let at = 0;
    fc.assert(
      fc.property(fc.array(frame, { minLength: 50, maxLength: 60 }), (frames) => {
        for (const each of frames) assembly.take(each, (at += 1));
        expect(assembly.read(at).size).toBeLessThanOrEqual(3);
      }),
      { numRuns: 2_000 },
    );
    expect(at).toBeGreaterThanOrEqual(100_000);
  });
});
