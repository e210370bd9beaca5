import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { profileFrom } from '@trackingbms/device-profiles/testing';
import {
  dribble,
  scriptedDevice,
  silent,
  type Behaviour,
  type ScriptedDevice,
} from '../../testing/scripted-device.js';
import type { DeviceLink } from '../battery-driver.js';
import { modbusDriver } from './modbus.driver.js';
import { encodeRtu } from './rtu-frame.js';

const profile = profileFrom(`
profile: some-maker
version: 1
title: Some maker
protocol: modbus
transports: [rtu-tcp]
currentSign: { positive: charging }
fields:
  packVoltage: { from: { table: input, address: 0x1000, type: u16 }, scale: 0.01 }
  chargingEnabled: { from: { table: coil, address: 9, type: bit }, nonZero: true }
`);

/** A line with units 0 and 5; the voltage says which of them has answered. */
function answerTo(request: Buffer): Buffer | undefined {
  const unit = request.readUInt8(0);
  if (unit !== 0 && unit !== 5) return undefined;
  return encodeRtu(
    unit,
    request.readUInt8(1) === 4 ? Buffer.of(4, 2, 0x14, 0xa0 + unit) : Buffer.of(1, 1, 1),
  );
}
const honest: Behaviour = (request, socket) => {
  const answer = answerTo(request);
  if (answer) socket.write(answer);
};
const exception =
  (code: number): Behaviour =>
  (request, socket) =>
    void socket.write(encodeRtu(request.readUInt8(0), Buffer.of(request.readUInt8(1) | 0x80, code)));
const changed =
  (change: (answer: Buffer) => Buffer): Behaviour =>
  (request, socket) =>
    void socket.write(change(answerTo(request) ?? Buffer.alloc(0)));

describe('Modbus RTU over TCP, against a far side that misbehaves', () => {
  let device: ScriptedDevice;
  let link: DeviceLink;

  beforeEach(async () => {
    device = await scriptedDevice(honest);
    const { port } = device;
    link = modbusDriver.openLink({ protocol: 'modbus', transport: 'rtu-tcp', host: '127.0.0.1', port });
  });
  afterEach(async () => {
    link.close();
    await device.close();
  });

  const read = async (unitId: number, timeoutMilliseconds = 2_000) => [
    ...(await link.read({ profile, address: { unitId }, timeoutMilliseconds })).values(),
  ];
  const right = [0x14a0, 1];

  it('reads several units, 0 among them, over one connection', async () => {
    expect(await read(0)).toEqual(right);
    expect(await read(5)).toEqual([0x14a5, 1]);
    expect(await read(0)).toEqual(right);
    expect(device.connections).toBe(1);
  });

  it('asks with read functions only', async () => {
    await read(0);
    expect(device.requests.map((request) => request.readUInt8(1))).toEqual([1, 4]);
  });

  it.each<[string, Behaviour]>([
    ['byte by byte', (request, socket) => void dribble(socket, answerTo(request) ?? Buffer.alloc(0))],
    ['after noise', changed((answer) => Buffer.concat([Buffer.of(0, 4, 2, 0x14), answer]))],
    [
      'after an echo of the request',
      (request, socket) => void socket.write(Buffer.concat([request, answerTo(request) as Buffer])),
    ],
    [
      'after an answer of another unit',
      changed((answer) => Buffer.concat([encodeRtu(9, Buffer.of(4, 2, 1, 1)), answer])),
    ],
  ])('takes an answer that comes %s', async (_, behaviour) => {
    device.behaviour = behaviour;
    expect(await read(0)).toEqual(right);
  });

  it('asks a busy device again until its time is over', async () => {
    let requests = 0;
    device.behaviour = (request, socket) =>
      (requests++ % 4 < 3 ? exception(requests % 2 ? 5 : 6) : honest)(request, socket);
    expect(await read(0)).toEqual(right);
    expect(device.connections).toBe(1);
  });

  it.each<[string, Behaviour, string]>([
    ['silence', silent, 'timeout'],
    [
      'a wrong checksum',
      changed((answer) => Buffer.concat([answer.subarray(0, -1), Buffer.of(0)])),
      'garbled',
    ],
    ['half an answer', changed((answer) => answer.subarray(0, 4)), 'garbled'],
    ['another unit', changed((answer) => encodeRtu(9, answer.subarray(1, -2))), 'garbled'],
    [
      'another function',
      changed((answer) => encodeRtu(0, Buffer.of(3, ...answer.subarray(2, -2)))),
      'garbled',
    ],
    ['another length', changed(() => encodeRtu(0, Buffer.of(1, 2, 0, 0))), 'garbled'],
    ['a reset', (_, socket) => void socket.resetAndDestroy(), 'reset'],
    ['a device failure', exception(4), 'exception'],
    ['busy for ever', exception(6), 'exception'],
    ['an illegal function', exception(1), 'configuration'],
    ['an illegal address', exception(2), 'configuration'],
    ['a gateway without a way', exception(10), 'unreachable'],
    ['a gateway without the device', exception(11), 'timeout'],
  ])('%s is a failure of its kind, and the next read is right', async (_, behaviour, kind) => {
    device.behaviour = behaviour;
    await expect(read(0, 200)).rejects.toMatchObject({ kind });
    device.behaviour = honest;
    expect(await read(0)).toEqual(right);
  });

  it('needs the name of a device for a serial line', () => {
    const open = () =>
      modbusDriver.openLink({ protocol: 'modbus', transport: 'serial', host: '127.0.0.1', port: 0 });
    expect(open).toThrow(expect.objectContaining({ kind: 'configuration' }));
  });
});
