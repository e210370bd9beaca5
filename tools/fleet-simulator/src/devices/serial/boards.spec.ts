import { describe, expect, it } from '@jest/globals';
import { BatteryManagementSystem } from '../../bms/battery-management-system.js';
import { LoadProfile } from '../../physics/load-profile.js';
import { Pack } from '../../physics/pack.js';
import { seededRandom } from '../../physics/random.js';
import { dalyBoard } from './daly-board.js';
import { jbdBoard } from './jbd-board.js';

function someBms(): BatteryManagementSystem {
  const random = seededRandom(3);
  const description = { chemistry: 'lifepo4', cellCount: 4, capacityAh: 100, temperatureSensors: 2 } as const;
  const bms = new BatteryManagementSystem(
    new Pack(description, random),
    new LoadProfile(100, random),
    random,
  );
  bms.step(1);
  // A measurement has noise: with the sensor stuck, two looks see the same.
  bms.switchFault('stuck-sensor', true);
  return bms;
}

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');

describe('a simulated JBD board', () => {
  const bms = someBms();
  const board = jbdBoard(bms);

  it('answers basic values and cells in frames of the right sum', () => {
    const basic = board.answer(bytes('DD A5 03 00 FF FD 77')) ?? Buffer.alloc(0);
    expect(basic.subarray(0, 4)).toEqual(Buffer.of(0xdd, 3, 0, 27));
    expect(basic.length).toBe(27 + 7);
    const sum = basic.subarray(2, -3).reduce((total, byte) => total + byte, basic.readUInt16BE(31));
    expect([sum & 0xffff, basic.at(-1)]).toEqual([0, 0x77]);
    expect(basic.readUInt16BE(4)).toBe(Math.round(bms.view().packVoltage * 100));
    expect(basic.readInt16BE(6)).toBe(Math.round(bms.view().current * 100));
    const cells = board.answer(bytes('DD A5 04 00 FF FC 77')) ?? Buffer.alloc(0);
    expect(cells.readUInt16BE(4)).toBe(Math.round((bms.view().cellVoltages[0] ?? 0) * 1_000));
  });

  it('refuses to be written', () => {
    expect(board.answer(bytes('DD 5A E1 00 FF 1F 77'))?.[2]).toBe(0x80);
  });
});

describe('a simulated Daly board', () => {
  const bms = someBms();
  const board = dalyBoard(bms);
  const ask = (command: number): Buffer => {
    const head = Buffer.from([0xa5, 0x40, command, 8, 0, 0, 0, 0, 0, 0, 0, 0]);
    const sum = head.reduce((total, byte) => total + byte, 0) & 0xff;
    return board.answer(Buffer.concat([head, Buffer.of(sum)])) ?? Buffer.alloc(0);
  };

  it('counts discharging as positive and voltage in tenths', () => {
    const answer = ask(0x90);
    expect(answer.length).toBe(13);
    expect(answer.readUInt16BE(4)).toBe(Math.round(bms.view().packVoltage * 10));
    expect(30_000 - answer.readUInt16BE(8)).toBe(Math.round(bms.view().current * 10));
  });

  it('gives four cells in two frames, the rest of the second being rubbish', () => {
    const answer = ask(0x95);
    expect([answer.length, answer[4], answer[17]]).toEqual([26, 1, 2]);
    expect(answer.subarray(20, 25).some((byte) => byte !== 0)).toBe(true);
  });

  it('says nothing to a request with a wrong sum, or to a command that sets something', () => {
    expect(board.answer(bytes('A5 40 90 08 00 00 00 00 00 00 00 00 00'))).toBeUndefined();
    expect(ask(0xd9).length).toBe(0);
  });
});
