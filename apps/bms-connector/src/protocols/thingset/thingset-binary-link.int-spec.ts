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
import { binaryAnswer, Float32 } from './testing/write-cbor.js';
import { thingSetDriver } from './thingset.driver.js';

const profile = shippedProfile('libre-solar-bms.v1.yaml');
const meas = (volts: number) => ({
  rPackVoltage_V: new Float32(volts),
  rPackCurrent_A: new Float32(-12.34),
  rCellVoltages_V: [new Float32(3.301), new Float32(NaN), new Float32(3.305), 0, 0],
  rErrorFlags: 1,
  rSOC_pct: 63.5,
});
const says =
  (bytes: Buffer | string): Behaviour =>
  (_, socket) =>
    void socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'hex') : bytes);
const answers = (volts: number): Behaviour => says(binaryAnswer(meas(volts)));

describe('ThingSet in binary mode over TCP', () => {
  let device: ScriptedDevice;
  let link: DeviceLink;

  beforeEach(async () => {
    device = await scriptedDevice(answers(52.87));
    const place = { transport: 'tcp', host: '127.0.0.1', port: device.port } as const;
    link = thingSetDriver.openLink({ protocol: 'thingset', ...place, mode: 'binary' });
  });
  afterEach(async () => {
    link.close();
    await device.close();
  });

  const read = async (nodeId?: string, timeoutMilliseconds = 2_000) =>
    decodeReading(profile, await link.read({ profile, address: { nodeId }, timeoutMilliseconds }));

  it('reads to the last digit over one connection, with nothing but GET', async () => {
    for (let poll = 0; poll < 2; poll++) {
      expect(await read()).toMatchObject({
        packVoltage: 52.87,
        packCurrent: -12.34,
        cellVoltages: [3.301, null, 3.305],
        faultCodes: ['CELL_UNDER_VOLTAGE'],
        socPercent: 63.5,
      });
    }
    expect(device.connections).toBe(1);
    expect(device.requests.map((request) => request.toString('hex'))).toEqual([
      '01644d656173',
      '01644d656173',
    ]);
  });

  it('reads a node behind a gateway, and not the answer of another node', async () => {
    const others = [binaryAnswer(meas(11), 'OTHER'), binaryAnswer(meas(12))];
    device.behaviour = says(Buffer.concat([...others, binaryAnswer(meas(13), '0A1B')]));
    expect(await read('0A1B')).toMatchObject({ packVoltage: 13 });
    expect(device.requests[0]?.toString('latin1')).toBe('\u0001\u006a/0A1B/Meas');
  });

  it('takes an answer that comes byte by byte', async () => {
    device.behaviour = (_, socket) => void dribble(socket, binaryAnswer(meas(51)));
    expect(await read()).toMatchObject({ packVoltage: 51 });
  });

  it.each<[string, Behaviour, string]>([
    ['silence', silent, 'timeout'],
    ['half an answer', says(binaryAnswer(meas(11)).subarray(0, 40)), 'timeout'],
    ['half an answer and the end', (_, socket) => void socket.end(binaryAnswer(1).subarray(0, 2)), 'reset'],
    ['a line of text mode', says(Buffer.from(':85 {}\n')), 'garbled'],
    ['an item of no told length', says('85f6bf'), 'garbled'],
    ['an answer that is no object', says('85f6fa414e6666'), 'garbled'],
    ['values by ids, which nothing was asked by', says('85f6a11840fa414e6666'), 'configuration'],
    ['not found', says('a4f6'), 'configuration'],
    ['not found without a null', says('a4'), 'configuration'],
    ['an internal error', says('c0f6'), 'exception'],
  ])('%s is a failure of its kind, and the next read is right', async (_, behaviour, kind) => {
    device.behaviour = behaviour;
    await expect(read(undefined, 150)).rejects.toMatchObject({ kind });
    device.behaviour = answers(53);
    expect(await read()).toMatchObject({ packVoltage: 53 });
  });
});
