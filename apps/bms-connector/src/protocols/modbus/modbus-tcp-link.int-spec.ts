import type { Socket } from 'node:net';
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
import { battery802, strings803, sunSpecImage } from '../../testing/sunspec-image.js';
import type { DeviceLink } from '../battery-driver.js';
import { modbusDriver } from './modbus.driver.js';

const profile = shippedProfile('sunspec-battery.v1.yaml');
const image = sunSpecImage(40_000, [battery802, strings803]);

/** The answer of a device that knows only reading holding registers. */
function answerTo(request: Buffer, changed: { unit?: number; transaction?: number } = {}): Buffer {
  const [start, count] = [request.readUInt16BE(8), request.readUInt16BE(10)];
  const words = Array.from({ length: count }, (_, index) => image.get(start + index));
  const pdu = words.includes(undefined)
    ? Buffer.of(0x83, 2)
    : Buffer.from([3, count * 2, ...words.flatMap((word = 0) => [word >> 8, word & 0xff])]);
  return frame(request, pdu, changed);
}

function frame(request: Buffer, pdu: Buffer, changed: { unit?: number; transaction?: number } = {}): Buffer {
  const header = Buffer.from(request.subarray(0, 7));
  header.writeUInt16BE(pdu.length + 1, 4);
  if (changed.transaction !== undefined) header.writeUInt16BE(changed.transaction, 0);
  if (changed.unit !== undefined) header.writeUInt8(changed.unit, 6);
  return Buffer.concat([header, pdu]);
}

const honest: Behaviour = (request, socket) => void socket.write(answerTo(request));
const exception =
  (code: number): Behaviour =>
  (request, socket) =>
    void socket.write(frame(request, Buffer.of(0x83, code)));

describe('Modbus TCP, against a far side that misbehaves', () => {
  let device: ScriptedDevice;
  let link: DeviceLink;

  beforeEach(async () => {
    device = await scriptedDevice(honest);
    link = modbusDriver.openLink({
      protocol: 'modbus',
      transport: 'tcp',
      host: '127.0.0.1',
      port: device.port,
    });
  });
  afterEach(async () => {
    link.close();
    await device.close();
  });

  const read = async (unitId = 1, timeoutMilliseconds = 2_000) =>
    decodeReading(
      profile,
      await link.read({ profile, address: { unitId }, timeoutMilliseconds }),
      'charging',
    );
  const right = { packVoltage: 51.23, packCurrent: 12.3, socPercent: 63.5 };

  it('finds the models once, and then reads them with a request each', async () => {
    expect(await read()).toMatchObject(right);
    const before = device.requests.length;
    expect(await read()).toMatchObject(right);
    expect(device.requests.length - before).toBe(2);
    expect(device.connections).toBe(1);
  });

  it('asks with read functions only', async () => {
    await read();
    expect(new Set(device.requests.map((request) => request.readUInt8(7)))).toEqual(new Set([3]));
  });

  it('addresses the unit that it is told, which may be 0', async () => {
    await read(0);
    expect(new Set(device.requests.map((request) => request.readUInt8(6)))).toEqual(new Set([0]));
  });

  it('takes answers that come byte by byte', async () => {
    device.behaviour = (request, socket) => void dribble(socket, answerTo(request));
    expect(await read()).toMatchObject(right);
  });

  it('passes over a late answer to an earlier request', async () => {
    device.behaviour = (request, socket: Socket) => {
      socket.write(answerTo(request, { transaction: request.readUInt16BE(0) - 1 }));
      socket.write(answerTo(request));
    };
    expect(await read()).toMatchObject(right);
  });

  it('asks a busy device once more', async () => {
    let requests = 0;
    device.behaviour = (request, socket) =>
      requests++ % 2 === 0 ? exception(6)(request, socket) : honest(request, socket);
    expect(await read()).toMatchObject(right);
  });

  it.each<[string, Behaviour, string]>([
    ['silence', silent, 'timeout'],
    ['half a frame', (request, socket) => void socket.write(answerTo(request).subarray(0, 9)), 'timeout'],
    [
      'half a frame and the end',
      (request, socket) => void socket.end(answerTo(request).subarray(0, 9)),
      'reset',
    ],
    ['a reset', (_, socket) => void socket.resetAndDestroy(), 'reset'],
    ['garbage', (_, socket) => void socket.write('no frame at all'), 'garbled'],
    ['another unit', (request, socket) => void socket.write(answerTo(request, { unit: 9 })), 'garbled'],
    [
      'another transaction',
      (request, socket) => void socket.write(answerTo(request, { transaction: 999 })),
      'timeout',
    ],
    [
      'another length',
      (request, socket) => void socket.write(frame(request, Buffer.of(3, 2, 0x53, 0x75))),
      'garbled',
    ],
    [
      'another function',
      (request, socket) => void socket.write(frame(request, Buffer.of(4, 4, 0, 0, 0, 0))),
      'garbled',
    ],
    ['a device failure', exception(4), 'exception'],
    ['busy for ever', exception(6), 'exception'],
    ['an illegal address', exception(2), 'configuration'],
    ['an illegal function', exception(1), 'configuration'],
    ['a gateway without the device', exception(11), 'timeout'],
  ])('%s is a failure of its kind, and the next read is right', async (_, behaviour, kind) => {
    device.behaviour = behaviour;
    await expect(read(1, 150)).rejects.toMatchObject({ kind });
    device.behaviour = honest;
    expect(await read()).toMatchObject(right);
  });

  it.each<[string, Behaviour]>([
    ['silence', silent],
    ['garbage', (_, socket) => void socket.write('no frame at all')],
    ['an exception', exception(4)],
  ])('%s in the middle of a read gives no value at all', async (_, behaviour) => {
    await read();
    let requests = 0;
    device.behaviour = (request, socket) => (requests++ === 0 ? honest : behaviour)(request, socket);
    await expect(read(1, 150)).rejects.toBeDefined();
  });
});
