import { afterEach, describe, expect, it } from '@jest/globals';
import type { ConnectionSettings } from '../../fleet-view/decide-connection.js';
import { LinkLanes } from '../../polling/link-lanes.js';
import { LinkTurns } from '../../polling/link-turns.js';
import { OpenLinks } from '../../polling/open-links.js';
import { driverFor } from '../../protocols/drivers.js';
import { pollRules } from '../../testing/fleet-entries.js';
import { fullPort } from '../../testing/full-port.js';
import { modbusUnit } from '../../testing/modbus-unit.js';
import {
  scriptedDevice,
  silent,
  type Behaviour,
  type ScriptedDevice,
} from '../../testing/scripted-device.js';
import { battery802, strings803, sunSpecImage } from '../../testing/sunspec-image.js';
import { ConnectionTrial, type TrialLimits } from './connection-trial.js';
import type { TrialOutcome, TrialSuccess } from './trial-outcome.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function device(behaviour: Behaviour, host?: string): Promise<ScriptedDevice> {
  const one = await scriptedDevice(behaviour, 0, host);
  closers.push(one.close);
  return one;
}

const image = sunSpecImage(40_000, [battery802, strings803]);
const sunSpec = { profile: 'sunspec-battery', positiveCurrent: 'charging' };
const impatient = { ...sunSpec, timeoutMilliseconds: 200 };

const at = (port: number, over: Partial<ConnectionSettings> = {}): ConnectionSettings => ({
  tenantId: 1,
  bmsIpAddress: '127.0.0.1',
  bmsPort: port,
  bmsProtocol: 'modbus',
  bmsConfig: sunSpec,
  ...over,
});
const asThingSet = { bmsProtocol: 'thingset', bmsConfig: { profile: 'libre-solar-bms' } };
const saying =
  (text: string): Behaviour =>
  (_, socket) =>
    void socket.write(text);

const links = new OpenLinks();
const trialWith = (limits: TrialLimits = { deadline: 5_000, longestExchange: 5_000 }) =>
  new ConnectionTrial(new LinkTurns(links, new LinkLanes(10)), limits);
const run = (settings: ConnectionSettings, ranges = ['127.0.0.1/32']): Promise<TrialOutcome> =>
  trialWith().run(settings, pollRules(ranges));

describe('a connection that is tried', () => {
  it('gives the reading, how far it is to be believed, and what each source said', async () => {
    const one = await device(modbusUnit({ registers: image }));
    const outcome = (await run(at(one.port))) as TrialSuccess;
    expect(outcome).toMatchObject({
      ok: true,
      reading: {
        packVoltage: 51.23,
        packCurrent: 12.3,
        socPercent: 63.5,
        dataQuality: 'good',
        setAside: null,
      },
      suspicions: [],
    });
    const said = outcome.raw.filter(({ usedFor }) => usedFor.includes('packVoltage'));
    expect(said).toMatchObject([
      { source: { model: 802, point: 'V' }, value: 51.23 },
      { source: { model: 803, point: 'StrVAvg' } },
    ]);
    expect(links.size).toBe(0);
  });

  it('says which value it does not believe, and why', async () => {
    const one = await device(saying(':85 {"rPackVoltage_V":52.8,"rSOC_pct":250,"rPackCurrent_A":"none"}\n'));
    expect(await run(at(one.port, asThingSet))).toMatchObject({
      ok: true,
      reading: {
        packVoltage: 52.8,
        socPercent: null,
        dataQuality: 'poor',
        setAside: [
          { field: 'packCurrent', value: 'none', reason: 'NOT_A_NUMBER' },
          { field: 'socPercent', value: 250, reason: 'OUT_OF_PHYSICAL_RANGE' },
        ],
      },
    });
  });

  it('stops at wrong settings, with their paths and no socket', async () => {
    const one = await device(silent);
    const outcome = await run(at(one.port, { bmsConfig: { ...sunSpec, unitId: 300, untiId: 3 } }));
    expect(outcome).toMatchObject({
      step: 'settings',
      code: 'CONNECTION.SETTINGS_WRONG',
      wrong: [{ path: '/bmsConfig/untiId' }, { path: '/bmsConfig/unitId' }],
    });
    expect(one.connections).toBe(0);
  });

  it('shows what a device has, also where the profile finds nothing of it', async () => {
    const one = await device(saying(':85 {"other":1}\n'));
    const limits = { deadline: 5_000, longestExchange: 5_000, listsObjects: true };
    const outcome = await trialWith(limits).run(at(one.port, asThingSet), pollRules(['127.0.0.1/32']));
    expect(outcome).toMatchObject({
      code: 'CONNECTION.OTHER_DEVICE',
      objects: [{ path: 'other', value: 1 }],
    });
    const modbus = await device(modbusUnit({ registers: image }));
    const told = await trialWith(limits).run(at(modbus.port), pollRules(['127.0.0.1/32']));
    expect(told).toMatchObject({ ok: true });
    expect(told).not.toHaveProperty('objects', expect.anything());
  });

  it('stops at an address outside the ranges, with no socket', async () => {
    const one = await device(modbusUnit({ registers: image }), '127.0.0.2');
    const there = at(one.port, { bmsIpAddress: '127.0.0.2' });
    expect(await run(there)).toMatchObject({ step: 'address', code: 'CONNECTION.ADDRESS_NOT_ALLOWED' });
    expect(await run(there, ['127.0.0.0/8', '2@127.0.0.2/32'])).toMatchObject({ step: 'address' });
    expect(one.connections).toBe(0);
    expect(await run(there, ['127.0.0.0/8'])).toMatchObject({ ok: true });
    expect(one.connections).toBe(1);
  });

  it('stops at connecting when nobody listens', async () => {
    const one = await scriptedDevice(silent);
    await one.close();
    expect(await run(at(one.port))).toMatchObject({ step: 'connect', code: 'CONNECTION.REFUSED' });
  });

  it('stops at connecting when nothing answers there', async () => {
    const full = await fullPort();
    closers.push(full.close);
    expect(await run(at(full.port, { bmsConfig: impatient }))).toMatchObject({
      step: 'connect',
      code: 'CONNECTION.CONNECT_TIMEOUT',
    });
  });

  it('stops at connecting when the address is spoken to in another way', async () => {
    const one = await device(saying(':85 {"rPackVoltage_V":52.8}\n'));
    const endpoint = { protocol: 'thingset', transport: 'tcp', host: '127.0.0.1', port: one.port } as const;
    const driver = driverFor('thingset');
    if (driver) links.linkOf('a battery', driver, endpoint);
    closers.push(() => links.leave('a battery'));
    expect(await run(at(one.port))).toMatchObject({ step: 'connect', code: 'CONNECTION.IN_USE' });
    expect(one.connections).toBe(0);
    expect(await run(at(one.port, asThingSet))).toMatchObject({ ok: true });
  });

  it.each<readonly [string, Behaviour, Partial<ConnectionSettings>, object]>([
    ['silent', silent, { bmsConfig: impatient }, { code: 'CONNECTION.NO_ANSWER' }],
    ['closing', (_, socket) => void socket.end(), {}, { code: 'CONNECTION.CLOSED' }],
    ['garbled', saying('HTTP/1.1 400 Bad Request\r\n\r\n'), {}, { code: 'CONNECTION.GARBLED' }],
    [
      'refusing',
      modbusUnit({ registers: image, exception: 4 }),
      {},
      { code: 'CONNECTION.EXCEPTION', exception: 4 },
    ],
    [
      'refusing in ThingSet',
      saying(':A8 "no"\n'),
      asThingSet,
      { code: 'CONNECTION.EXCEPTION', exception: 0xa8 },
    ],
    ['another unit', modbusUnit({ registers: image, unit: 9 }), {}, { code: 'CONNECTION.OTHER_UNIT' }],
    ['no SunSpec', modbusUnit({ registers: new Map() }), {}, { code: 'CONNECTION.OTHER_DEVICE' }],
    ['without the objects', saying(':85 {"other":1}\n'), asThingSet, { code: 'CONNECTION.OTHER_DEVICE' }],
  ])('stops at speaking with a device that is %s', async (_, behaviour, over, expected) => {
    const one = await device(behaviour);
    expect(await run(at(one.port, over))).toMatchObject({ ok: false, step: 'speak', ...expected });
  });

  it('stops at decoding when no value is known, and shows what came', async () => {
    const one = await device(saying(':85 {"rPackVoltage_V":null,"rErrorFlags":null}\n'));
    const outcome = await run(at(one.port, asThingSet));
    expect(outcome).toMatchObject({ ok: false, step: 'decode', code: 'CONNECTION.NO_KNOWN_VALUE' });
    expect(outcome.raw?.filter(({ value }) => value === null).map(({ usedFor }) => usedFor)).toEqual(
      expect.arrayContaining([['packVoltage']]),
    );
  });

  it('ends at its deadline with a device that is too slow, and hangs up on it', async () => {
    let hungUp = (): void => undefined;
    const end = new Promise<void>((resolve) => (hungUp = resolve));
    const one = await device((_, socket) => void socket.on('close', hungUp));
    const settings = at(one.port, { bmsConfig: { ...sunSpec, timeoutMilliseconds: 4_000 } });
    const hasty = trialWith({ deadline: 150, longestExchange: 4_000 });
    expect(await hasty.run(settings, pollRules())).toMatchObject({
      step: 'speak',
      code: 'CONNECTION.DEADLINE',
    });
    await end;
  });

  it('asks no longer than an exchange of a try may take, whatever the settings say', async () => {
    const one = await device(silent);
    const settings = at(one.port, { bmsConfig: { ...sunSpec, timeoutMilliseconds: 60_000 } });
    const brief = trialWith({ deadline: 30_000, longestExchange: 100 });
    expect(await brief.run(settings, pollRules())).toMatchObject({ code: 'CONNECTION.NO_ANSWER' });
  });
});
