import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { decodeReading } from '../../../device-profiles/decode-reading.js';
import { shippedProfiles } from '@trackingbms/device-profiles';
import { profileFrom, shippedProfile } from '@trackingbms/device-profiles/testing';
import type { CanFrame } from '../can-frame.js';
import { writeBits } from '../testing/write-bits.js';
import { SignalAssembly } from './signal-assembly.js';
import { planOf } from './signal-plan.js';

/** The layout of the messages that the map names, with two cells' worth of the list. */
const dbc = `
BO_ 544 foxBMS_BmsState: 8 X
 SG_ foxBMS_State : 3|4@0+ (1,0) [0|0] "" X
BO_ 546 foxBMS_PackValues: 8 X
 SG_ foxBMS_packCurrent : 41|18@0- (0.01,0) [-1310.72|1310.71] "A" X
 SG_ foxBMS_batteryVoltage : 7|14@0+ (0.1,0) [0|1638.3] "V" X
 SG_ foxBMS_busVoltage : 9|14@0+ (0.1,0) [0|1638.3] "V" X
 SG_ foxBMS_packPower : 27|18@0- (0.01,0) [-1310.72|1310.71] "kW" X
BO_ 547 foxBMS_MinimumMaximumValues: 8 X
 SG_ foxBMS_minimumCellVoltage : 10|13@0+ (1,0) [0|8191] "mV" X
 SG_ foxBMS_maximumCellVoltage : 7|13@0+ (1,0) [0|8191] "mV" X
 SG_ foxBMS_maximumCellTemp : 55|8@0- (1,0) [-128|127] "degC" X
 SG_ foxBMS_minimumCellTemp : 63|8@0- (1,0) [-128|127] "degC" X
BO_ 549 foxBMS_PackStateEstimation: 8 X
 SG_ foxBMS_packSoc : 7|14@0+ (0.01,0) [0|163.83] "%" X
 SG_ foxBMS_packSoh : 27|12@0+ (0.025,0) [0|102.375] "%" X
BO_ 576 foxBMS_CellVoltages: 8 X
 SG_ foxBMS_CellVoltages_Mux M : 7|8@0+ (1,0) [0|0] "" X
 SG_ cellVoltage_000_invalidFlag m0 : 12|1@0+ (1,0) [0|1] "" X
 SG_ cellVoltage_001_invalidFlag m0 : 13|1@0+ (1,0) [0|1] "" X
 SG_ cellVoltage_000 m0 : 11|13@0+ (1,0) [0|8191] "mV" X
 SG_ cellVoltage_001 m0 : 30|13@0+ (1,0) [0|8191] "mV" X
 SG_ cellVoltage_002_invalidFlag m1 : 12|1@0+ (1,0) [0|1] "" X
 SG_ cellVoltage_002 m1 : 11|13@0+ (1,0) [0|8191] "mV" X
`;
const shipped = readFileSync(join(shippedProfiles, 'foxbms-2.v1.yaml'), 'utf8');
const indented = dbc.replaceAll('\n', '\n  ');
const own = profileFrom(`${shipped.replace('profile: foxbms-2', 'profile: our-foxbms')}\ndbc: |${indented}`);

/** A frame of Motorola signals, written bit by bit. */
function frame(
  id: number,
  signals: readonly (readonly [startBit: number, length: number, raw: bigint])[],
): CanFrame {
  const data = new Uint8Array(8);
  for (const [startBit, length, raw] of signals) {
    writeBits(data, { name: '', startBit, length, intel: false }, raw);
  }
  return { id, extended: false, data };
}

describe('the map of foxBMS 2 with the DBC of a firmware', () => {
  it('reads its frames, discharging being positive on the device', () => {
    const assembly = new SignalAssembly(planOf(own));
    const frames = [
      frame(0x220, [[3, 4, 8n]]),
      frame(0x222, [
        [7, 14, 4_000n],
        [41, 18, 2_000n],
        [27, 18, 800n],
      ]),
      frame(0x223, [
        [10, 13, 3_300n],
        [7, 13, 3_400n],
        [55, 8, 25n],
        [63, 8, -5n],
      ]),
      frame(0x225, [
        [7, 14, 8_050n],
        [27, 12, 3_960n],
      ]),
      frame(0x240, [
        [7, 8, 0n],
        [11, 13, 3_300n],
        [13, 1, 1n],
        [30, 13, 4_000n],
      ]),
      frame(0x240, [
        [7, 8, 1n],
        [11, 13, 3_310n],
      ]),
    ];
    for (const each of frames) assembly.take(each, 0);
    expect(decodeReading(own, assembly.read(0))).toMatchObject({
      packVoltage: 400,
      packCurrent: -20,
      packPower: -8_000,
      socPercent: 80.5,
      sohPercent: 99,
      cellVoltages: [3.3, null, 3.31],
      cellVoltageMin: 3.3,
      cellVoltageMax: 3.4,
      tempMin: -5,
      tempMax: 25,
      operationMode: 'discharging',
      setAside: [],
    });
  });

  it('is a wrong configuration without one, and says what to do', () => {
    expect(() => planOf(shippedProfile('foxbms-2.v1.yaml'))).toThrow(
      expect.objectContaining({ kind: 'configuration', message: expect.stringContaining('dbcFile') }),
    );
  });

  it('refuses a DBC that has other names, with the path of each field', () => {
    const renamed = indented.replaceAll('foxBMS_packSoc', 'packSoc');
    expect(() => profileFrom(`${shipped}\ndbc: |${renamed}`)).toThrow(
      '/fields/socPercent/from is no signal of the DBC',
    );
  });

  it('refuses a DBC that cannot be read, with its line', () => {
    expect(() => profileFrom(`${shipped}\ndbc: "BO_ 1 A: 8 X\\n SG_ S : 0|0@1+"`)).toThrow('/dbc line 2');
  });
});
