import { describe, expect, it } from '@jest/globals';
import { ModbusException, type ReadRange, type RegisterRange } from '../protocols/modbus/read-registers.js';
import { RegisterMapReader } from '../protocols/modbus/register-map-reader.js';
import type { RawValue } from '../protocols/raw-value.js';
import { profileFrom } from '@trackingbms/device-profiles/testing';
import { decodeReading } from './decode-reading.js';
import type { FieldSource } from '@trackingbms/device-profiles';

/** What the maps of real makers need: input registers, coils, tenths of kelvin, low word first, counted lists. */
const profile = profileFrom(`
profile: some-maker
version: 1
title: Some maker
protocol: modbus
transports: [tcp]
currentSign: { positive: discharging }
registers: { maxGap: 4 }
fields:
  packVoltage: { from: { table: input, address: 0x1000, type: u16 }, scale: 0.01 }
  packCurrent: { from: { table: input, address: 0x1001, type: s16 }, scale: 0.01 }
  remainingCapacityAh: { from: { table: input, address: 0x1005, type: u32, wordOrder: low-first }, scale: 0.001 }
  cellVoltages:
    from:
      table: input
      address: 0x1101
      type: u16
      repeat: { count: 4, countFrom: { table: input, address: 0x1100 } }
    scale: 0.001
    absent: [65535]
  temperatures:
    from: { table: input, address: 0x1110, type: u16, repeat: { count: 2, stride: 2 } }
    scale: 0.1
    offset: -273.0
  tempMax: { from: { table: input, address: 0x2000, type: u16 }, scale: 0.1 }
  chargingEnabled: { from: { table: coil, address: 0x79, type: bit }, nonZero: true }
bitFields:
  - from: { table: coil, address: 0x1400, type: bit }
    bits: { 0: { code: CELL_OVER_VOLTAGE, severity: protection, activeLow: true } }
  - from: { table: input, address: 0x1003, type: u32 }
    bits: { 31: { code: FAN_ERROR, severity: fault }, 1: { code: CELL_SPREAD, severity: warning } }
`);

const input: Record<number, number> = {
  0x1000: 5342,
  0x1001: 0xff9c,
  0x1003: 0x8000,
  0x1004: 0x0000,
  0x1005: 0x86a0,
  0x1006: 0x0001,
  0x1100: 3,
  0x1101: 3301,
  0x1102: 0xffff,
  0x1103: 3299,
  0x1104: 9999,
  0x1110: 2981,
  0x1111: 0,
  0x1112: 2731,
};
const coils: Record<number, number> = { 0x79: 1, 0x1400: 0 };

function device(asked: RegisterRange[]): ReadRange {
  return async (range) => {
    asked.push(range);
    const table = range.table === 'coil' ? coils : input;
    return Uint16Array.from({ length: range.count }, (_, index) => {
      const value = table[range.start + index];
      if (value === undefined) throw new ModbusException(2);
      return value;
    });
  };
}

describe('a profile of plain registers', () => {
  it('says how a reading is made without a line of code', async () => {
    const values = new Map<FieldSource, RawValue>();
    await new RegisterMapReader().read(profile, device([]), values);
    expect(decodeReading(profile, values)).toEqual({
      packVoltage: 53.42,
      packCurrent: 1,
      remainingCapacityAh: 100,
      cellVoltages: [3.301, null, 3.299],
      temperatures: [25.1, 0.1],
      tempMax: null,
      chargingEnabled: true,
      faultCodes: ['CELL_OVER_VOLTAGE', 'FAN_ERROR'],
      warningCodes: [],
      protectionStatus: { CELL_OVER_VOLTAGE: true },
      setAside: [],
    });
  });

  it('asks a unit that refuses merged reads for each value from then on', async () => {
    const reader = new RegisterMapReader();
    const asked: RegisterRange[] = [];
    await reader.read(profile, device(asked), new Map());
    const first = asked.length;
    await reader.read(profile, device(asked), new Map());
    expect(asked.length - first).toBeLessThan(first);
    expect(asked.slice(first).every((range) => range.count <= 4)).toBe(true);
  });

  it('is a wrong configuration for a device that has none of its registers', async () => {
    const nothing: ReadRange = async () => Promise.reject(new ModbusException(2));
    await expect(new RegisterMapReader().read(profile, nothing, new Map())).rejects.toMatchObject({
      kind: 'configuration',
    });
  });

  it('gives no value at all when the device fails halfway', async () => {
    let requests = 0;
    const failing: ReadRange = async (range) => {
      if (++requests > 2) throw new ModbusException(4);
      return new Uint16Array(range.count);
    };
    await expect(new RegisterMapReader().read(profile, failing, new Map())).rejects.toMatchObject({
      kind: 'exception',
    });
  });
});
