import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import { decodeReading } from '../../../device-profiles/decode-reading.js';
import { frameFromHex, type CanFrame } from '../../canbus/can-frame.js';
import { RawFrames } from '../../raw-frames.js';
import { writeCbor, type Writable } from '../testing/write-cbor.js';
import { CanReportAssembly } from './can-report-assembly.js';

const profile = shippedProfile('libre-solar-bms.v1.yaml');

/** A live report of a Libre Solar BMS with 16 cells at address 2: ThingSet/thingset-zephyr-sdk tests/can. */
const report = `
  1D008002#1F1831AE1871FA42 1D009102#55851E1872FA4252 1D009202#A3D71873FAC29D2E 1D009302#14187482FA41A399
  1D009402#A0FA41A2CCD01875 1D009502#FA423499A01877FA 1D009602#42516668187CFA42 1D009702#96979A187E00187F
  1D009802#01188090FA405614 1D009902#7CFA405645A2FA40 1D009A02#5624DEFA4055A1CB 1D009B02#FA4055D2F2FA4057
  1D009C02#1AA0FA4055B22EFA 1D009D02#40560419FA405687 1D009E02#2CFA40565605FA40 1D009F02#56D917FA40570A3E
  1D009002#FA4056C8B5FA4056 1D009102#3540FA405624DEFA 1D009202#405645A21881FA40 1D009302#564ED91882FA4055
  1D009402#A1CB1883FA40571A 1D00A502#A0188400`;

const framesOf = (text: string): CanFrame[] =>
  text
    .trim()
    .split(/\s+/)
    .map((each) => {
      const [id = '', data = ''] = each.split('#');
      const frame = frameFromHex(id, data);
      if (!frame) throw new Error(`no frame: ${each}`);
      return frame;
    });

/** A value of one object, low priority, from a node. */
const valueFrame = (objectId: number, value: Writable, node = 2, behind = ''): CanFrame => ({
  id: 0x1e00_0000 + objectId * 0x100 + node,
  extended: true,
  data: Buffer.concat([writeCbor(value), Buffer.from(behind, 'hex')]),
});

describe('reports on a CAN bus', () => {
  let assembly: CanReportAssembly;
  let now: number;

  beforeEach(() => {
    assembly = new CanReportAssembly(profile, {});
    now = 1_000;
  });

  const take = (frames: readonly CanFrame[]) => frames.filter((frame) => assembly.take(frame, now++)).length;
  const reading = () => decodeReading(profile, assembly.read(now));

  it('are read as the BMS sends them in many frames', () => {
    expect(take(framesOf(report))).toBe(1);
    expect(reading()).toMatchObject({
      packVoltage: 53.379997,
      packCurrent: -78.59,
      socPercent: 75.2961,
      temperatures: [20.450012, 20.350006],
      cellVoltageMin: 3.338,
      cellVoltageMax: 3.361,
      balancingActive: false,
      chargingEnabled: true,
      dischargingEnabled: false,
      faultCodes: [],
    });
    expect(reading().cellVoltages).toHaveLength(16);
  });

  it('are nothing where a part is missing, doubled or out of order', () => {
    const frames = framesOf(report);
    for (let index = 0; index < frames.length; index++) {
      const without = frames.filter((_, each) => each !== index);
      expect(take(without)).toBe(0);
      const doubled = [...frames.slice(0, index + 1), ...frames.slice(index)];
      // The first part begins the report again.
      if (index > 0 && index < frames.length - 1) expect(take(doubled)).toBe(0);
      now += 5_000;
    }
    expect(assembly.hasNews).toBe(false);
  });

  it('of two nodes do not mix, and only the one that is meant counts', () => {
    const other = framesOf(report.replaceAll(/02#/g, '03#').replace('55851E', '550000'));
    const mixed = framesOf(report).flatMap((frame, index) => [frame, other[index]!]);
    assembly = new CanReportAssembly(profile, { unitId: 2 });
    expect(take(mixed)).toBe(1);
    expect(reading().packVoltage).toBe(53.379997);
  });

  it('of two nodes without a unitId are a wrong configuration, and of the one that stays a reading again', () => {
    take([valueFrame(0x71, 50), valueFrame(0x71, 40, 9)]);
    expect(() => assembly.read(now)).toThrow(expect.objectContaining({ kind: 'configuration' }));
    take([valueFrame(0x71, 51)]);
    expect(reading().packVoltage).toBe(51);
  });

  it('of one value are read with and without the stamp behind it', () => {
    take([valueFrame(0x71, 52), valueFrame(0x7c, 63, 2, '1234')]);
    expect(reading()).toMatchObject({ packVoltage: 52, socPercent: 63 });
  });

  it('as text in several frames are read too', () => {
    const text = Buffer.from('#mLive_ {"t_s":1,"Meas":{"rPackVoltage_V":51.5,"rPackCurrent_A":-2}}\0\0');
    const count = Math.ceil(text.length / 8);
    const frames = Array.from({ length: count }, (_, index) => ({
      id: 0x1d000002 + (index % 16) * 0x100 + (index === 0 ? 0 : index === count - 1 ? 0x2000 : 0x1000),
      extended: true,
      data: text.subarray(index * 8, index * 8 + 8),
    }));
    expect(take(frames)).toBe(1);
    expect(reading()).toMatchObject({ packVoltage: 51.5, packCurrent: -2 });
  });

  it('that are old are absent, and nothing is news twice', () => {
    take([valueFrame(0x71, 52)]);
    expect(assembly.hasNews).toBe(true);
    reading();
    expect(assembly.hasNews).toBe(false);
    now += 30_000;
    take([valueFrame(0x7c, 63)]);
    expect(reading()).toMatchObject({ packVoltage: null, socPercent: 63 });
  });

  it('of other ids, other types, 11 bits and other networks are none', () => {
    const other = { extended: true, data: Buffer.of(0x18, 0x20) };
    const ids = [0x1e001102, 0x1c007102, 0x1f007102, 0x1df10302];
    expect(take(ids.map((id) => ({ ...other, id })))).toBe(0);
    expect(take([{ id: 0x71, extended: false, data: Buffer.of(1) }])).toBe(0);
  });

  it('give the frames behind the values to whom asks', () => {
    assembly.keepsFrames = true;
    take([valueFrame(0x71, 52), valueFrame(0x71, 53), valueFrame(0x7c, 63)]);
    const raw = new RawFrames();
    assembly.read(now, raw);
    expect(raw.all).toEqual(['1E007102#1835', '1E007C02#183f']);
  });

  it('never break, and hold nothing of 120,000 frames that are anything', () => {
    const anyFrame = fc.record({
      id: fc.oneof(
        fc.integer({ min: 0, max: 0x1fff_ffff }),
        fc.integer({ min: 0, max: 0xffff }).map((low) => 0x1d00_0000 + low),
        fc.integer({ min: 0x7000, max: 0x8502 }).map((low) => 0x1e00_0000 + low),
      ),
      extended: fc.constant(true),
      data: fc.uint8Array({ maxLength: 8 }),
    });
    const held = () =>
      JSON.stringify([...(assembly as unknown as Held).multiFrame.unfinished.values()]).length;
    fc.assert(
      fc.property(fc.array(anyFrame, { minLength: 200, maxLength: 200 }), (frames) => {
        for (const frame of frames) assembly.take(frame, now++);
        expect(held()).toBeLessThan(32 * 8 * 1_024 * 10);
      }),
      { numRuns: 600 },
    );
  }, 60_000);
});

interface Held {
  readonly multiFrame: { readonly unfinished: ReadonlyMap<number, unknown> };
}
