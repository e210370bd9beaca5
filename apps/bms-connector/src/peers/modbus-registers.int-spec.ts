import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type FieldSource, type RegisterSource, sourcesOf } from '@trackingbms/device-profiles';
import type { DeviceLink } from '../protocols/battery-driver.js';
import { modbusDriver } from '../protocols/modbus/modbus.driver.js';
import type { RawValue } from '../protocols/raw-value.js';
import { installPeers, startPeer, type RunningPeer } from '../testing/python-peers.js';
import { profileOfRegisters } from '../testing/register-profile.js';

const minutes = 60_000;

/** A number as pymodbus writes it and as a profile says it. */
interface Written {
  readonly at: number;
  readonly type: 'INT16' | 'UINT16' | 'INT32' | 'UINT32' | 'FLOAT32' | 'INT64' | 'UINT64' | 'FLOAT64';
  readonly order: 'big' | 'little';
  readonly swap: boolean;
  readonly value: number;
}
interface Bits {
  readonly at: number;
  readonly bits: readonly boolean[];
}
interface Unit {
  readonly unit: number;
  readonly coils: readonly Bits[];
  readonly discrete: readonly Bits[];
  readonly holding: readonly Written[];
  readonly input: readonly Written[];
}

const ourTypes = {
  INT16: 's16',
  UINT16: 'u16',
  INT32: 's32',
  UINT32: 'u32',
  FLOAT32: 'f32',
  INT64: 's64',
  UINT64: 'u64',
  FLOAT64: 'f64',
} as const;

const sourceOf = (table: 'holding' | 'input', { at, type, order, swap }: Written): RegisterSource => ({
  table,
  address: at,
  type: ourTypes[type],
  wordOrder: order === 'big' ? 'high-first' : 'low-first',
  byteOrder: swap ? 'low-first' : 'high-first',
});

const safe = fc.maxSafeInteger();
const numbers: Record<Written['type'], fc.Arbitrary<number>> = {
  INT16: fc.integer({ min: -0x8000, max: 0x7fff }),
  UINT16: fc.nat(0xffff),
  INT32: fc.integer(),
  UINT32: fc.nat(0xffffffff),
  FLOAT32: fc.integer({ min: -9_999_999, max: 9_999_999 }).map((value) => value / 1_000),
  INT64: safe,
  UINT64: safe.map(Math.abs),
  FLOAT64: fc.double({ noNaN: true, noDefaultInfinity: true }),
};
const written = fc.constantFrom(...(Object.keys(numbers) as Written['type'][])).chain((type) =>
  fc.record({
    type: fc.constant(type),
    order: fc.constantFrom('big' as const, 'little' as const),
    swap: fc.boolean(),
    value: numbers[type],
  }),
);

/** At places of their own, so that some are merged into one request and others are not. */
const table = fc
  .array(fc.tuple(written, fc.nat(20)), { minLength: 30, maxLength: 30 })
  .map((values) => values.map(([value, gap], index) => ({ ...value, at: 1_000 + 25 * index + gap })));
const coils = fc.array(fc.boolean(), { minLength: 48, maxLength: 48 }).map((bits) => [{ at: 100, bits }]);
const unitOf = (unit: number): fc.Arbitrary<Unit> =>
  fc.record({ unit: fc.constant(unit), coils, discrete: coils, holding: table, input: table });

describe.each([
  ['tcp', 'socket'],
  ['rtu-tcp', 'rtu'],
] as const)('registers and coils of pymodbus over %s', (transport, framer) => {
  let peer: RunningPeer | undefined;
  let link: DeviceLink | undefined;

  beforeAll(() => installPeers(), 3 * minutes);
  afterEach(async () => {
    link?.close();
    await peer?.stop();
    peer = undefined;
  });

  async function serve(units: readonly Unit[]): Promise<DeviceLink> {
    peer = await startPeer('register_server.py', [JSON.stringify({ framer, units })]);
    const { port } = peer;
    link = modbusDriver.openLink({ protocol: 'modbus', transport, host: '127.0.0.1', port });
    return link;
  }

  async function read(from: DeviceLink, unitId: number, sources: readonly RegisterSource[]) {
    const profile = profileOfRegisters(sources);
    const timing = { address: { unitId }, timeoutMilliseconds: 10_000 };
    const values = await from.read({ profile, ...timing });
    return new Map<string, RawValue | undefined>(
      sourcesOf(profile).map((source: FieldSource) => [JSON.stringify(source), values.get(source)]),
    );
  }

  it(
    'are read to the last digit in every order of words and bytes',
    async () => {
      const units = fc.sample(fc.tuple(unitOf(1), unitOf(7), unitOf(247)), 1)[0] ?? [];
      const from = await serve(units);
      for (const { unit, holding, input } of units) {
        for (const [table, all] of [
          ['holding', holding],
          ['input', input],
        ] as const) {
          const got = await read(
            from,
            unit,
            all.map((each) => sourceOf(table, each)),
          );
          for (const each of all) {
            expect([each, got.get(JSON.stringify(sourceOf(table, each)))]).toEqual([each, each.value + 0]);
          }
        }
      }
    },
    2 * minutes,
  );

  it('are read bit by bit and as one number', async () => {
    const [unit] = fc.sample(unitOf(3), 1);
    if (!unit) throw new Error('no sample');
    const from = await serve([unit]);
    for (const [table, [all]] of [
      ['coil', unit.coils],
      ['discrete', unit.discrete],
    ] as const) {
      const number: RegisterSource = { table, address: 100, type: 'bits', length: 48 };
      const single: RegisterSource = { table, address: 113, type: 'bit' };
      const got = await read(from, 3, [number, single]);
      const expected = (all?.bits ?? []).reduce((sum, bit, place) => sum + (bit ? 2 ** place : 0), 0);
      expect(got.get(JSON.stringify(number))).toBe(expected);
      expect(got.get(JSON.stringify(single))).toBe(Number(all?.bits[13]));
    }
  });

  it('that the device has not got are a wrong configuration, and the next read is right', async () => {
    const [unit] = fc.sample(unitOf(3), 1);
    if (!unit) throw new Error('no sample');
    const from = await serve([unit]);
    const missing: RegisterSource = { table: 'holding', address: 9, type: 'u16' };
    await expect(read(from, 3, [missing])).rejects.toMatchObject({ kind: 'configuration' });
    const [first] = unit.holding;
    if (!first) throw new Error('no value');
    const source = sourceOf('holding', first);
    expect((await read(from, 3, [source])).get(JSON.stringify(source))).toBe(first.value + 0);
  });
});
