import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeReading } from '../../device-profiles/decode-reading.js';
import {
  dribble,
  scriptedDevice,
  silent,
  type Behaviour,
  type ScriptedDevice,
} from '../../testing/scripted-device.js';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import type { DeviceLink } from '../battery-driver.js';
import { thingSetDriver } from './thingset.driver.js';

const profile = shippedProfile('libre-solar-bms.v1.yaml');
const meas = (volts: number) => `{"rPackVoltage_V":${volts.toFixed(2)},"rSOC_pct":63.5}`;
const says =
  (text: string): Behaviour =>
  (_, socket) =>
    void socket.write(text);
const answers = (volts: number): Behaviour => says(`:85 Content. ${meas(volts)}\r\n`);

describe('ThingSet over TCP, against a far side that misbehaves', () => {
  let device: ScriptedDevice;
  let link: DeviceLink;

  beforeEach(async () => {
    device = await scriptedDevice(answers(52.87));
    link = thingSetDriver.openLink({
      protocol: 'thingset',
      transport: 'tcp',
      host: '127.0.0.1',
      port: device.port,
    });
  });
  afterEach(async () => {
    link.close();
    await device.close();
  });

  const read = async (nodeId?: string, timeoutMilliseconds = 2_000) =>
    decodeReading(profile, await link.read({ profile, address: { nodeId }, timeoutMilliseconds }));

  it('reads over one connection and asks with nothing but a question mark', async () => {
    for (let poll = 0; poll < 3; poll++)
      expect(await read()).toMatchObject({ packVoltage: 52.87, socPercent: 63.5 });
    expect(device.connections).toBe(1);
    expect(device.requests.map(String)).toEqual(['?Meas\n', '?Meas\n', '?Meas\n']);
  });

  it('reads a node behind a gateway, and not the answer of another node', async () => {
    device.behaviour = says(`:85/OTHER ${meas(11)}\n:85 ${meas(12)}\n:85/0A1B ${meas(13)}\n`);
    expect(await read('0A1B')).toMatchObject({ packVoltage: 13 });
    expect(String(device.requests[0])).toBe('?/0A1B/Meas\n');
  });

  it('tells what the device has, behind a gateway too', async () => {
    const groups: Readonly<Record<string, string>> = {
      '?/0A1B/\n': '{"t_s":7,"Meas":null}',
      '?/0A1B/t_s\n': '7',
      '?/0A1B/Meas\n': meas(13),
    };
    device.behaviour = (request, socket) => void socket.write(`:85/0A1B ${groups[String(request)]}\n`);
    const request = { profile, address: { nodeId: '0A1B' }, timeoutMilliseconds: 2_000 };
    const objects = (await link.listObjects?.(request)) ?? [];
    expect(objects).toContainEqual({ path: 't_s', value: 7 });
    expect(objects).toContainEqual({ path: 'Meas/rPackVoltage_V', value: 13 });
  });

  it('skips log noise and reports', async () => {
    device.behaviour = says(
      `[00:01] <inf> boot\r\n#mLive ${meas(99)}\r\n\u0000\u00ff\r\n:85 ${meas(50)}\r\n`,
    );
    expect(await read()).toMatchObject({ packVoltage: 50 });
  });

  it('takes an answer that comes byte by byte', async () => {
    device.behaviour = (_, socket) => void dribble(socket, Buffer.from(`:85 ${meas(51)}\n`));
    expect(await read()).toMatchObject({ packVoltage: 51 });
  });

  it.each<[string, Behaviour, string]>([
    ['silence', silent, 'timeout'],
    ['half an answer and silence', says(`:85 Content. {"rPackVoltage_V":5`), 'timeout'],
    ['half an answer and its line end', says(`:85 Content. {"rPackVoltage_V":5\r\n`), 'garbled'],
    ['half an answer and the end', (_, socket) => void socket.end(':85 {"rPack'), 'reset'],
    ['a reset', (_, socket) => void socket.resetAndDestroy(), 'reset'],
    ['garbage', says('\u0001\u0002garbage\nmore\n'), 'garbled'],
    ['an answer that is no object', says(':85 3.2\n'), 'garbled'],
    ['an object without any of the names', says(':85 {"x":1}\n'), 'configuration'],
    ['not found', says(':A4 Not Found.\n'), 'configuration'],
    ['not a gateway', says(':C5\n'), 'configuration'],
    ['an internal error', says(':C0 "oops"\n'), 'exception'],
    ['a gateway that cannot reach the node', says(':C4\n'), 'timeout'],
  ])('%s is a failure of its kind, and the next read is right', async (_, behaviour, kind) => {
    device.behaviour = behaviour;
    await expect(read(undefined, 150)).rejects.toMatchObject({ kind });
    device.behaviour = answers(53);
    expect(await read()).toMatchObject({ packVoltage: 53 });
  });

  it('never takes an answer that came too late for the next one', async () => {
    let late: (() => void) | undefined;
    device.behaviour = (_, socket) => void (late = () => socket.write(`:85 ${meas(1)}\n`));
    await expect(read(undefined, 100)).rejects.toMatchObject({ kind: 'timeout' });
    device.behaviour = answers(2);
    late?.();
    expect(await read()).toMatchObject({ packVoltage: 2 });
  });

  it('connects anew when the device has closed an idle connection', async () => {
    await read();
    device.hangUp('reset');
    expect(await read()).toMatchObject({ packVoltage: 52.87 });
    expect(device.connections).toBe(2);
  });

  it('says refused where nobody listens', async () => {
    await device.close();
    await expect(read()).rejects.toMatchObject({ kind: 'refused' });
  });
});
