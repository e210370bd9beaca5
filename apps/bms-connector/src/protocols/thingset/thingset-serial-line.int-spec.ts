import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeReading } from '../../device-profiles/decode-reading.js';
import { scriptedDevice, type Behaviour, type ScriptedDevice } from '../../testing/scripted-device.js';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import type { DeviceAddress } from '../battery-driver.js';
import { tcpBytePort } from '../serial/tcp-byte-port.js';
import { checksumOf, withChecksum, type ChecksumForm } from './text-checksum.js';
import { serialExchange, tcpExchange } from './text-exchange.js';
import { thingSetDriver } from './thingset.driver.js';
import { ThingSetTextLink } from './thingset-text-link.js';

const profile = shippedProfile('libre-solar-bms.v1.yaml');
const answer = (volts: number) => `:85 {"rPackVoltage_V":${volts.toFixed(2)},"rSOC_pct":63.5}`;
const says =
  (...lines: readonly string[]): Behaviour =>
  (_, socket) =>
    void socket.write(lines.map((line) => `${line}\r\n`).join(''));

describe.each([
  ['a serial device', (port: number) => serialExchange(tcpBytePort('127.0.0.1', port))],
  ['a serial server', (port: number) => tcpExchange('127.0.0.1', port)],
])('ThingSet lines with checksums over %s', (_way, open) => {
  let device: ScriptedDevice;
  let link: ThingSetTextLink;

  beforeEach(async () => {
    device = await scriptedDevice(says(withChecksum(answer(52.87), 'hash')));
    link = new ThingSetTextLink(open(device.port));
  });
  afterEach(async () => {
    link.close();
    await device.close();
  });

  const read = async (address: DeviceAddress = { checksum: true }, timeoutMilliseconds = 2_000) =>
    decodeReading(profile, await link.read({ profile, address, timeoutMilliseconds }));

  it.each<[ChecksumForm, string]>([
    ['hash', `?Meas ${checksumOf('?Meas')}#\n`],
    ['plain', `?Meas ${checksumOf('?Meas')}\n`],
  ])('are asked for in the way in which the device writes them (%s)', async (form, request) => {
    device.behaviour = says(withChecksum(answer(52.87), form));
    for (let poll = 0; poll < 3; poll++) expect(await read()).toMatchObject({ packVoltage: 52.87 });
    expect(device.requests.map(String)).toEqual(['?Meas\n', request, request]);
  });

  it.each([
    ['wrong', `${answer(11)} 00000000#`],
    ['of another value', withChecksum(answer(12), 'hash').replace('12.00', '13.00')],
    ['missing', answer(14)],
    ['cut', withChecksum(answer(15), 'hash').slice(0, -3)],
  ])('are garbled when a sum is %s, and the next read is right', async (_, line) => {
    device.behaviour = says(line);
    await expect(read()).rejects.toMatchObject({ kind: 'garbled' });
    device.behaviour = says(withChecksum(answer(53), 'hash'));
    expect(await read()).toMatchObject({ packVoltage: 53 });
  });

  it('are required by the profile, unless the battery says otherwise', async () => {
    const strict = { ...profile, thingset: { checksum: true } };
    const readStrictly = (address: DeviceAddress) =>
      link.read({ profile: strict, address, timeoutMilliseconds: 2_000 });
    device.behaviour = says(answer(14));
    await expect(readStrictly({})).rejects.toMatchObject({ kind: 'garbled' });
    expect((await readStrictly({ checksum: false })).size).toBeGreaterThan(0);
  });

  it('are checked where the device writes them though nobody asked for it', async () => {
    expect(await read({})).toMatchObject({ packVoltage: 52.87 });
    device.behaviour = says(`${answer(11)} 00000000#`);
    await expect(read({})).rejects.toMatchObject({ kind: 'garbled' });
    expect(new Set(device.requests.map(String))).toEqual(new Set(['?Meas\n']));
  });

  it('skips reports of both versions, with a sum or without, before the answer', async () => {
    const report = '{"rPackVoltage_V":99.0}';
    device.behaviour = says(
      `#m ${report}`,
      `#mLive_ ${report}`,
      withChecksum(`#mLive_ ${report}`, 'hash'),
      `#mLive_ ${report} 00000000#`,
      withChecksum(answer(50), 'hash'),
    );
    expect(await read()).toMatchObject({ packVoltage: 50 });
  });

  it('takes no report for an answer', async () => {
    device.behaviour = says('#mLive_ {"rPackVoltage_V":99.0}');
    await expect(read({}, 150)).rejects.toMatchObject({ kind: expect.stringMatching('timeout|garbled') });
  });

  it('speaks to a shell, whose echo and prompt are noise', async () => {
    device.behaviour = says('uart:~$ thingset ?Meas', answer(51), 'uart:~$ ');
    expect(await read({ shell: true })).toMatchObject({ packVoltage: 51 });
    expect(device.requests.map(String)).toEqual(['thingset ?Meas\n']);
  });

  it('keeps the line open when the device has no such object', async () => {
    device.behaviour = says(withChecksum(':A4 "not found"', 'hash'));
    await expect(read()).rejects.toMatchObject({ kind: 'configuration' });
    device.behaviour = says(withChecksum(answer(53), 'hash'));
    expect(await read()).toMatchObject({ packVoltage: 53 });
    expect(device.connections).toBe(1);
  });
});

describe('ThingSet on a serial device', () => {
  it('needs the name of the device and the package for it', async () => {
    const endpoint = { protocol: 'thingset', transport: 'serial', host: '127.0.0.1', port: 1 } as const;
    expect(() => thingSetDriver.openLink(endpoint)).toThrow('no serial device is named');
    const link = thingSetDriver.openLink({ ...endpoint, serialDevice: '/dev/ttyACM0' });
    const request = { profile, address: {}, timeoutMilliseconds: 1_000 };
    await expect(link.read(request)).rejects.toMatchObject({ kind: 'configuration' });
  });
});
