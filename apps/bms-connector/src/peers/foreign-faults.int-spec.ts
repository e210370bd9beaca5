import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type RegisterSource, sourcesOf } from '@trackingbms/device-profiles';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import { decodeReading } from '../device-profiles/decode-reading.js';
import type { DeviceLink } from '../protocols/battery-driver.js';
import { DeviceFailure } from '../protocols/device-failure.errors.js';
import { modbusDriver } from '../protocols/modbus/modbus.driver.js';
import { manglingProxy, type Mangling, type ManglingProxy } from '../testing/mangling-proxy.js';
import { installPeers, startPeer, type RunningPeer } from '../testing/python-peers.js';
import { profileOfRegisters } from '../testing/register-profile.js';
import { below, bitsTurned, faultsOfTheLine, randomFrom } from '../testing/wire-faults.js';

const minutes = 60_000;
const seed = 20_261_130;
const timeoutMilliseconds = 60;
const patientMilliseconds = 5_000;
const readsBetweenRecoveries = 20;

/**
 * Modbus TCP has no sum. What it can notice is what is wrong with the header before a message, so no bit is turned but
 * there: transaction, protocol, length and unit. A request with another length is a question that the far side may
 * answer in its own way, so that requests are left out.
 */
const withoutSum: Mangling = {
  requests: faultsOfTheLine,
  answers: { ...faultsOfTheLine, 'bits turned': bitsTurned(7) },
};
const withCrc: Mangling = {
  requests: { ...faultsOfTheLine, 'bits turned': bitsTurned() },
  answers: { ...faultsOfTheLine, 'bits turned': bitsTurned() },
};

let peer: RunningPeer | undefined;
let proxy: ManglingProxy | undefined;
let link: DeviceLink | undefined;

afterEach(async () => {
  link?.close();
  await proxy?.close();
  await peer?.stop();
});

async function standBehindProxy(peerOf: Promise<RunningPeer>, transport: string): Promise<ManglingProxy> {
  peer = await peerOf;
  proxy = await manglingProxy(peer.port, seed);
  link = modbusDriver.openLink({ protocol: 'modbus', transport, host: '127.0.0.1', port: proxy.port });
  return proxy;
}

interface Course {
  readonly mangling: Mangling;
  readonly reads: number;
  readonly units: readonly number[];
  readonly read: (unit: number, timeout: number) => Promise<unknown>;
  /** What the far side has, without a way in between. */
  readonly truth: (unit: number) => unknown;
}

/** Reads one unit after the other, so that an answer that comes late is the answer of another one. */
async function endsWell(through: ManglingProxy, { mangling, reads, units, read, truth }: Course) {
  const outcomes = { right: 0, failed: 0 };
  for (let count = 0; count < reads; count++) {
    const unit = units[count % units.length] ?? 1;
    through.mangling = mangling;
    const outcome = await read(unit, timeoutMilliseconds).catch((failure: unknown) => failure);
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(DeviceFailure);
    else expect(outcome).toEqual(truth(unit));
    outcomes[outcome instanceof Error ? 'failed' : 'right']++;
    if (count % readsBetweenRecoveries > 0) continue;
    through.mangling = undefined;
    // What was left on the way by the fault before may still spoil one.
    await read(unit, patientMilliseconds).catch(() => undefined);
    for (const each of units) expect(await read(each, patientMilliseconds)).toEqual(truth(each));
  }
  expect(Math.min(outcomes.right, outcomes.failed)).toBeGreaterThan(reads / 10);
  for (const direction of ['requests', 'answers'] as const) {
    const faults = Object.keys(mangling[direction]).map((name) => `${direction}: ${name}`);
    expect([...through.done.keys()]).toEqual(expect.arrayContaining(faults));
  }
}

/** Registers of 32 bits in three tables; two of them are read by the same function. */
const sourcesIn = ([first, second]: readonly [number, number]): RegisterSource[] =>
  (
    [
      ['holding', 1_000, first],
      ['holding', 1_200, second],
      ['input', 1_400, 20],
    ] as const
  ).flatMap(([table, start, count]) =>
    Array.from({ length: count }, (_, index): RegisterSource => {
      const order = { wordOrder: 'high-first', byteOrder: 'high-first' } as const;
      return { table, address: start + 2 * index, type: 'u32', ...order };
    }),
  );

function unitOf(unit: number, sources: readonly RegisterSource[]) {
  const random = randomFrom(unit);
  const values = sources.map((source) => ({ source, value: below(2 ** 32, random) }));
  const tableOf = (wanted: string) =>
    values
      .filter(({ source }) => source.table === wanted)
      .map(({ source, value }) => ({ at: source.address, type: 'UINT32', value }));
  // Nobody asks for the bits; the server does not take a table without any.
  const bits = [{ at: 0, bits: [false] }];
  const registers = { holding: tableOf('holding'), input: tableOf('input') };
  const served = { unit, coils: bits, discrete: bits, ...registers };
  return { served, truth: values.map(({ value }) => value) };
}

beforeAll(() => installPeers(), 3 * minutes);

// An answer of RTU has no number: one that comes again is known only by its unit, its function and its length.
describe.each([
  { transport: 'tcp', framer: 'socket', mangling: withoutSum, lengths: [20, 20] },
  { transport: 'rtu-tcp', framer: 'rtu', mangling: withCrc, lengths: [10, 30] },
] as const)('registers of pymodbus over $transport, through a way with every fault', (way) => {
  const { transport, framer, mangling, lengths } = way;
  const sources = sourcesIn(lengths);

  it('are right or not there, and there again afterwards', async () => {
    const units = [1, 7, 247];
    const known = new Map(units.map((unit) => [unit, unitOf(unit, sources)]));
    const served = JSON.stringify({ framer, units: [...known.values()].map((each) => each.served) });
    const through = await standBehindProxy(startPeer('register_server.py', [served]), transport);
    const profile = profileOfRegisters(sources);
    const read = async (unitId: number, timeoutMilliseconds: number) => {
      const values = await link?.read({ profile, address: { unitId }, timeoutMilliseconds });
      const byPlace = new Map(sourcesOf(profile).map((each) => [JSON.stringify(each), values?.get(each)]));
      return sources.map((source) => byPlace.get(JSON.stringify(source)));
    };
    const truth = (unit: number) => known.get(unit)?.truth;
    await endsWell(through, { mangling, reads: 200, units, read, truth });
  });
});

describe('SunSpec models of pysunspec2, through a way with every fault', () => {
  const profile = shippedProfile('sunspec-battery.v1.yaml');
  const points = { V_SF: -2, A: -123, A_SF: -1, SoC: 635, SoC_SF: -1, CellVMax: 3312, CellV_SF: -3 };

  it('are right or not there, and there again afterwards', async () => {
    const units = [1, 7];
    const served = units.map((unit) => ({
      unit,
      base: 40_000,
      models: [{ id: 802, points: { ...points, V: 5_000 + unit } }],
    }));
    const through = await standBehindProxy(startPeer('sunspec_server.py', [JSON.stringify(served)]), 'tcp');
    const read = async (unitId: number, timeoutMilliseconds: number) => {
      const values = await link?.read({ profile, address: { unitId }, timeoutMilliseconds });
      const { packVoltage, packCurrent, socPercent, cellVoltageMax } = decodeReading(
        profile,
        values ?? new Map(),
        'charging',
      );
      return { packVoltage, packCurrent, socPercent, cellVoltageMax };
    };
    const rest = { packCurrent: -12.3, socPercent: 63.5, cellVoltageMax: 3.312 };
    const truth = (unit: number) => ({ packVoltage: (5_000 + unit) / 100, ...rest });
    await endsWell(through, { mangling: withoutSum, reads: 200, units, read, truth });
  });
});
