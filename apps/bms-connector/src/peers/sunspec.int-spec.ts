import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeReading } from '../device-profiles/decode-reading.js';
import type { DeviceLink } from '../protocols/battery-driver.js';
import { modbusDriver } from '../protocols/modbus/modbus.driver.js';
import { askPeer, installPeers, startPeer, type RunningPeer } from '../testing/python-peers.js';
import { shippedProfile } from '@trackingbms/device-profiles/testing';

const profile = shippedProfile('sunspec-battery.v1.yaml');
const minutes = 60_000;

type Points = Record<string, number | string | Record<string, number>[]>;
interface Unit {
  readonly unit: number;
  readonly base: number;
  readonly models: readonly { readonly id: number; readonly points: Points }[];
}

const bank: Points = {
  V: 5123,
  V_SF: -2,
  A: -123,
  A_SF: -1,
  W: -630,
  W_SF: 0,
  SoC: 635,
  SoC_SF: -1,
  SoH: 98,
  SoH_SF: 0,
  NCyc: 70_000,
  ChaSt: 3,
  State: 3,
  Evt1: 1 << 9,
  CellVMax: 3312,
  CellVMin: 3198,
  CellV_SF: -3,
};
const strings: Points = {
  NStr: 2,
  ModTmpMax: 312,
  ModTmpMin: -45,
  ModTmp_SF: -1,
  NCellBal: 0,
  A_SF: -1,
  SoC_SF: -1,
  CellV_SF: -3,
  string: [
    { StrSoC: 630, StrA: -60, StrEvt1: 0 },
    { StrSoC: 640, StrA: -63, StrEvt1: 1 << 22 },
  ],
};
const common = { id: 1, points: { Mn: 'A maker' } };

describe('SunSpec models laid out by pysunspec2 and served by pymodbus', () => {
  let peer: RunningPeer | undefined;
  let link: DeviceLink | undefined;

  beforeAll(() => installPeers(), 3 * minutes);
  afterEach(async () => {
    link?.close();
    await peer?.stop();
    peer = undefined;
  });

  async function serve(units: readonly Unit[]): Promise<void> {
    peer = await startPeer('sunspec_server.py', [JSON.stringify(units)]);
    link = modbusDriver.openLink({
      protocol: 'modbus',
      transport: 'tcp',
      host: '127.0.0.1',
      port: peer.port,
    });
  }
  const read = async (unitId: number) => {
    const values = await link?.read({ profile, address: { unitId }, timeoutMilliseconds: 5_000 });
    return decodeReading(profile, values ?? new Map(), 'charging');
  };

  it.each([40_000, 50_000, 0])('are read to the last digit at base address %d', async (base) => {
    const models = [
      { id: 802, points: bank },
      { id: 803, points: strings },
    ];
    await serve([{ unit: 1, base, models }]);
    for (let poll = 0; poll < 2; poll++) {
      expect(await read(1)).toMatchObject({
        packVoltage: 51.23,
        packCurrent: -12.3,
        packPower: -630,
        socPercent: 63.5,
        sohPercent: 98,
        chargeCycles: 70_000,
        cellVoltageMax: 3.312,
        cellVoltageMin: 3.198,
        cellVoltageAvg: null,
        tempMax: 31.2,
        tempMin: -4.5,
        balancingActive: false,
        operationMode: 'discharging',
        faultCodes: ['OVER_VOLTAGE', 'GROUND_FAULT'],
        warningCodes: [],
      });
    }
  });

  it('give the cells of every module in the order of strings and modules', async () => {
    const moduleOf = (string: number, place: number, cells: readonly [number, number][]) => ({
      id: 805,
      points: {
        StrIdx: string,
        ModIdx: place,
        NCell: cells.length,
        CellV_SF: -3,
        Tmp_SF: -1,
        'lithium-ion-module-cell': cells.map(([CellV, CellTmp]) => ({ CellV, CellTmp })),
      },
    });
    const models = [
      { id: 802, points: bank },
      moduleOf(2, 1, [[3303, -50]]),
      moduleOf(1, 1, [
        [3300, 251],
        [3301, 252],
      ]),
    ];
    await serve([{ unit: 1, base: 40_000, models }]);
    expect(await read(1)).toMatchObject({
      packVoltage: 51.23,
      cellVoltages: [3.3, 3.301, 3.303],
      temperatures: [25.1, 25.2, -5],
    });
  });

  it('are read of each unit behind one server, and a unit that is not there gives nothing', async () => {
    const unitOf = (unit: number): Unit => ({
      unit,
      base: 40_000,
      models: [{ id: 802, points: { ...bank, V: 5000 + unit } }],
    });
    await serve([unitOf(3), unitOf(7)]);
    expect((await read(3)).packVoltage).toBe(50.03);
    expect((await read(7)).packVoltage).toBe(50.07);
    await expect(read(9)).rejects.toBeDefined();
    expect((await read(3)).packVoltage).toBe(50.03);
  });

  it(
    'are read as another library reads them, whatever their numbers',
    async () => {
      const u16 = fc.integer({ min: 0, max: 0xfffe });
      const s16 = fc.integer({ min: -0x7fff, max: 0x7fff });
      const power = fc.integer({ min: -4, max: 3 });
      const points = fc.record({
        V: u16,
        V_SF: power,
        A: s16,
        A_SF: power,
        SoC: u16,
        SoC_SF: power,
        CellVMax: u16,
        CellVMin: u16,
        CellV_SF: power,
        NCyc: fc.integer({ min: 0, max: 0xfffffffe }),
      });
      const samples = fc.sample(points, 40);
      await serve(
        samples.map((each, unit) => ({ unit: unit + 1, base: 40_000, models: [{ id: 802, points: each }] })),
      );
      const theirs = async (unit: number) => {
        const models = await askPeer('sunspec_reader.py', [String(peer?.port), String(unit)]);
        return (models as Record<string, Record<string, number>>)['802'] ?? {};
      };
      for (const unit of [1, 14, 27, 40]) {
        const { V, A, SoC, CellVMax, CellVMin, NCyc } = await theirs(unit);
        const ours = await read(unit);
        const got = [
          ours.packVoltage,
          ours.packCurrent,
          ours.socPercent,
          ours.cellVoltageMax,
          ours.cellVoltageMin,
        ];
        // Theirs is a product of floats, right to fifteen digits.
        const rounded = [V, A, SoC, CellVMax, CellVMin].map((value) => Number(value?.toPrecision(12)));
        expect([...got, ours.chargeCycles]).toEqual([...rounded, NCyc]);
      }
      for (const [index, each] of samples.entries()) {
        expect(await read(index + 1)).toMatchObject({
          packVoltage: Number(`${each.V}e${each.V_SF}`),
          packCurrent: Number(`${each.A}e${each.A_SF}`),
          socPercent: Number(`${each.SoC}e${each.SoC_SF}`),
        });
      }
    },
    2 * minutes,
  );

  it('that are not there are a wrong configuration', async () => {
    await serve([{ unit: 1, base: 40_000, models: [common] }]);
    await expect(read(1)).rejects.toMatchObject({ kind: 'configuration' });
  });
});
