import { describe, expect, it } from '@jest/globals';
import { ModbusException, type ReadRange } from '../protocols/modbus/read-registers.js';
import { SunSpecReader } from '../protocols/modbus/sunspec-reader.js';
import type { RawValue } from '../protocols/raw-value.js';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import { battery802, strings803, sunSpecImage, type ModelImage } from '../testing/sunspec-image.js';
import { decodeReading } from './decode-reading.js';
import type { FieldSource } from '@trackingbms/device-profiles';
import type { PositiveCurrent } from './current-direction.js';

const profile = shippedProfile('sunspec-battery.v1.yaml');

const readFrom =
  (image: ReadonlyMap<number, number>): ReadRange =>
  async ({ start, count }) =>
    Uint16Array.from({ length: count }, (_, index) => {
      const value = image.get(start + index);
      if (value === undefined) throw new ModbusException(2);
      return value;
    });

async function readingOf(models: readonly ModelImage[], base = 40_000, positiveCurrent?: PositiveCurrent) {
  const values = new Map<FieldSource, RawValue>();
  await new SunSpecReader().read(profile, readFrom(sunSpecImage(base, models)), values);
  return decodeReading(profile, values, positiveCurrent);
}

const commonModel: ModelImage = { id: 1, length: 66, registers: {} };
const changed = (model: ModelImage, registers: Record<number, number>): ModelImage => ({
  ...model,
  registers: { ...model.registers, ...registers },
});

describe('the profile of a SunSpec battery', () => {
  it.each([40_000, 50_000, 0])('reads models 802 and 803 at base address %d', async (base) => {
    expect(await readingOf([commonModel, battery802, strings803], base)).toEqual({
      packVoltage: 51.23,
      packCurrent: 12.3,
      packPower: 630,
      socPercent: 63.5,
      sohPercent: 98,
      chargeCycles: 417,
      cellVoltageMax: 3.312,
      cellVoltageMin: 3.198,
      cellVoltageAvg: 3.251,
      cellVoltages: null,
      temperatures: null,
      tempMax: 31.5,
      tempMin: -2.5,
      tempAvg: null,
      balancingActive: true,
      operationMode: 'charging',
      chargingEnabled: true,
      dischargingEnabled: true,
      faultCodes: ['CONTACTOR_ERROR'],
      warningCodes: ['OVER_TEMPERATURE_WARNING'],
      protectionStatus: expect.objectContaining({ OVER_TEMPERATURE: false, OVER_VOLTAGE: false }),
      setAside: [],
    });
  });

  it('takes the charge status for the direction of a current without a setting', async () => {
    const discharging = changed(battery802, { 16: 3 });
    expect(await readingOf([discharging])).toMatchObject({ packCurrent: -12.3, packPower: -630 });
  });

  it('does not guess the direction where the charge status does not say it', async () => {
    const holding = changed(battery802, { 16: 6 });
    expect(await readingOf([holding])).toMatchObject({
      packCurrent: null,
      packPower: null,
      setAside: [
        { field: 'packCurrent', value: 12.3, reason: 'CURRENT_SIGN_UNKNOWN' },
        { field: 'packPower', value: 630, reason: 'CURRENT_SIGN_UNKNOWN' },
      ],
    });
    const idle = changed(holding, { 44: 0, 47: 0 });
    expect(await readingOf([idle])).toMatchObject({ packCurrent: 0, packPower: 0, setAside: [] });
  });

  it.each([
    ['charging', 12.3],
    ['discharging', -12.3],
  ] as const)('follows the battery setting that positive is %s', async (setting, packCurrent) => {
    expect(await readingOf([changed(battery802, { 16: 6 })], 40_000, setting)).toMatchObject({ packCurrent });
  });

  it('takes the strings where the bank does not say', async () => {
    const silent = changed(battery802, { 34: 0xffff, 44: 0x8000, 47: 0x8000 });
    const withVoltage = changed(strings803, { 15: 5099 });
    expect(await readingOf([silent, withVoltage])).toMatchObject({ packVoltage: 50.99, packCurrent: 12.3 });
  });

  it('knows nothing of a value whose scale factor is not implemented or absurd', async () => {
    expect(await readingOf([changed(battery802, { 59: 0x8000, 61: 77 })])).toMatchObject({
      packVoltage: null,
      packCurrent: null,
    });
  });

  it('never reads strings beyond the end of the model', async () => {
    const lying = changed(strings803, { 2: 40_000 });
    expect(await readingOf([battery802, lying])).toMatchObject({ faultCodes: ['CONTACTOR_ERROR'] });
  });

  it('refuses a device without the marker, without the models, or with an endless list', async () => {
    await expect(readingOf([commonModel])).rejects.toMatchObject({ kind: 'configuration' });
    await expect(readingOf([battery802], 1_000)).rejects.toMatchObject({ kind: 'configuration' });
    const endless = Array.from({ length: 120 }, () => ({ id: 7, length: 1, registers: {} }));
    await expect(readingOf(endless)).rejects.toMatchObject({ kind: 'garbled' });
  });

  const bank = (registers: Record<number, number>): ModelImage => changed(strings803, registers);
  const moduleOf = (
    string: number,
    place: number,
    cells: readonly (readonly [number, number])[],
  ): ModelImage => ({
    id: 805,
    length: 42 + 4 * cells.length,
    registers: {
      2: string,
      3: place,
      4: cells.length,
      21: 0,
      42: 0xfffd, // CellV_SF: -3
      43: 0xffff, // Tmp_SF: -1
      ...Object.fromEntries(
        cells.flatMap(([voltage, temperature], cell) => [
          [44 + 4 * cell, voltage],
          [45 + 4 * cell, temperature],
        ]),
      ),
    },
  });

  it('lists the cells of all modules by string and place, wherever the device has them', async () => {
    const models = [
      battery802,
      moduleOf(2, 1, [[3303, 0xffce]]),
      moduleOf(1, 2, [[3302, 253]]),
      strings803,
      moduleOf(1, 1, [
        [3300, 251],
        [0xffff, 0x8000],
      ]),
    ];
    expect(await readingOf(models)).toMatchObject({
      packVoltage: 51.23,
      cellVoltages: [3.3, null, 3.302, 3.303],
      temperatures: [25.1, null, 25.3, -5],
    });
  });

  it('never takes more cells than a module is long, and none of a module without scale', async () => {
    const lying = changed(moduleOf(1, 1, [[3300, 251]]), { 4: 400 });
    const unscaled = changed(moduleOf(1, 2, [[3301, 252]]), { 42: 0x8000 });
    expect(await readingOf([battery802, lying, unscaled])).toMatchObject({
      cellVoltages: [3.3, null],
      temperatures: [25.1, 25.2],
    });
  });

  it('counts every bank, and only the first battery', async () => {
    const models = [battery802, strings803, bank({ 4: 402, 7: 0x8000 }), changed(battery802, { 34: 9999 })];
    expect(await readingOf(models)).toMatchObject({ packVoltage: 51.23, tempMax: 40.2, tempMin: -2.5 });
  });

  it('does not read a map that has moved as the one that it found', async () => {
    const reader = new SunSpecReader();
    await reader.read(profile, readFrom(sunSpecImage(40_000, [battery802])), new Map());
    const moved = readFrom(sunSpecImage(40_000, [commonModel, battery802]));
    await expect(reader.read(profile, moved, new Map())).rejects.toMatchObject({ kind: 'garbled' });
    const values = new Map<FieldSource, RawValue>();
    await reader.read(profile, moved, values);
    expect(decodeReading(profile, values)).toMatchObject({ packVoltage: 51.23 });
  });
});
