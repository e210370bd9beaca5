import { bytes, jbdAnswer, yd1363Answer } from '../protocols/serial/testing/maker-frames.js';
import { modbusUnit, type ModbusUnit } from './modbus-unit.js';
import { battery802, strings803, sunSpecImage } from './sunspec-image.js';
import type { FarSide } from './wire-recorder.js';

/** The answers of a Modbus TCP device as one chunk; no word to what is no such request. */
const modbusTcp =
  (unit: ModbusUnit): FarSide['answer'] =>
  (chunk) => {
    if (chunk.length !== 12 || chunk.readUInt32BE(2) !== 6) return undefined;
    const said: Buffer[] = [];
    modbusUnit(unit)(chunk, { write: (answer: Buffer) => said.push(answer) } as never);
    return Buffer.concat(said);
  };

/** Four cells of 3.3 V and half a charge, in the registers of Renogy. */
function renogyRegisters(): Map<number, number> {
  const registers = new Map(Array.from({ length: 50 }, (_, index) => [5_000 + index, 0] as [number, number]));
  const told: readonly (readonly [number, number])[] = [
    ...([
      [5_000, 4],
      [5_017, 2],
      [5_018, 250],
      [5_019, 240],
      [5_042, -123],
      [5_043, 132],
    ] as const),
    ...([
      [5_045, 50_000],
      [5_046, 1],
      [5_047, 34_464],
    ] as const),
    ...[5_001, 5_002, 5_003, 5_004].map((address) => [address, 33] as const),
  ];
  for (const [address, value] of told) registers.set(address, value);
  return registers;
}

/** 13.20 V, four cells of 3.300 V, 63 %. */
function jbd(chunk: Buffer): Buffer | undefined {
  if (chunk[0] !== 0xdd) return undefined;
  if (chunk[2] === 0x04) return jbdAnswer(4, bytes('0CE4 0CE4 0CE4 0CE4'));
  return jbdAnswer(3, bytes('0528 FFF6 189C 2710 0005 0000 0000 0000 0000 20 3F 03 04 02 0BA6 0BA6'));
}

/** Four cells of 3.301 V and 13.204 V, from the pack with address 2. */
function pylontech(chunk: Buffer): Buffer | undefined {
  const request = chunk.toString('latin1');
  if (!request.startsWith('~2002')) return undefined;
  const isAlarm = request.slice(7, 9) === '44';
  const pack = isAlarm ? '00'.repeat(12) : 'FFF6 3394 C350 02 C350 0005';
  const lists = isAlarm ? '04 00000000 02 0000' : '04 0CE50CE50CE50CE5 02 0BA60BA6';
  return yd1363Answer(bytes(`0002 ${lists} ${pack}`));
}

const thingSet = { rPackVoltage_V: 52.8, rSOC_pct: 63, rPackCurrent_A: 1 };
const canFrames = ['351 0 38 02 F4 01 F4 01 A4 01', '355 0 3F 00 62 00', '356 0 A0 14 0A 00 D2 00'];

/** Devices that speak one language, and the profile and voice that fit them best. */
export const recognisableDevices: Readonly<Record<string, FarSide>> = {
  'sunspec-battery': { answer: modbusTcp({ registers: sunSpecImage(40_000, [battery802, strings803]) }) },
  renogy: { answer: modbusTcp({ registers: renogyRegisters() }) },
  jbd: { answer: jbd },
  'pylontech-rs485': { answer: pylontech },
  'libre-solar-bms': {
    answer: (chunk) => (chunk[0] === 0x3f ? `:85 ${JSON.stringify(thingSet)}\n` : undefined),
  },
  'pylontech-can': {
    greeting: '< hi >',
    answer: (chunk) => {
      if (String(chunk).startsWith('< open')) return '< ok >';
      const frames = canFrames.map((frame) => {
        const [id, , ...data] = frame.split(' ');
        return `< frame ${id} 23.424242 ${data.join('')} >`;
      });
      return String(chunk) === '< rawmode >' ? `< ok >${frames.join('')}` : undefined;
    },
  },
};
