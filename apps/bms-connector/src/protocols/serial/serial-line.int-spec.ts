import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeReading } from '../../device-profiles/decode-reading.js';
import {
  dribble,
  scriptedDevice,
  type Behaviour,
  type ScriptedDevice,
} from '../../testing/scripted-device.js';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import type { DeviceLink } from '../battery-driver.js';
import { serialDriver } from './serial.driver.js';
import { bytes, dalyD2Answer, dalyD2Refusal, jbdAnswer, yd1363Answer } from './testing/maker-frames.js';

const jbd = shippedProfile('jbd.v1.yaml');
const cells = jbdAnswer(0x04, bytes('0CE5 0CF3 0CE6 0CD1'));
const basic = (centivolts: number) => {
  const data = bytes('0000 0064 1F40 2710 0011 2D6E 0000 0000 0000 21 32 03 04 01 0BA6');
  data.writeUInt16BE(centivolts, 0);
  return jbdAnswer(0x03, data);
};
/** A board: each register with its answer, whatever is between. */
const board =
  (
    centivolts: number,
    send = (socket: Socket, answer: Buffer): void => void socket.write(answer),
  ): Behaviour =>
  (request, socket) =>
    send(socket, request[2] === 0x03 ? basic(centivolts) : cells);

describe('a serial line behind a raw TCP serial server', () => {
  let device: ScriptedDevice;
  let link: DeviceLink;

  beforeEach(async () => {
    device = await scriptedDevice(board(1320));
    link = serialDriver.openLink({
      protocol: 'serial',
      transport: 'tcp',
      host: '127.0.0.1',
      port: device.port,
    });
  });
  afterEach(async () => {
    link.close();
    await device.close();
  });

  const read = async (timeoutMilliseconds = 2_000, profile = jbd, unitId?: number) =>
    decodeReading(profile, await link.read({ profile, address: { unitId }, timeoutMilliseconds }));
  const good = { packVoltage: 13.2, packCurrent: 1, cellVoltages: [3.301, 3.315, 3.302, 3.281] };

  it('is read over one connection with the two requests of the paper', async () => {
    for (let poll = 0; poll < 3; poll++) expect(await read()).toMatchObject(good);
    expect(device.connections).toBe(1);
    expect(device.requests.slice(0, 2).map((request) => request.toString('hex'))).toEqual([
      'dda50300fffd77',
      'dda50400fffc77',
    ]);
  });

  const wrongSum = (centivolts: number) => {
    const frame = basic(centivolts);
    frame[4] = (frame[4] ?? 0) ^ 0x40;
    return frame;
  };
  it.each<[string, (socket: Socket, answer: Buffer) => void]>([
    ['bytes one at a time', (socket, answer) => void dribble(socket, answer)],
    [
      'garbage before and after',
      (socket, answer) => void socket.write(Buffer.concat([bytes('00FF77DD03'), answer, bytes('DD77')])),
    ],
    [
      'its own request first, as on two wires',
      (socket, answer) => void socket.write(Buffer.concat([bytes('DDA50300FFFD77'), answer])),
    ],
    [
      'an answer cut off before the whole one',
      (socket, answer) => void socket.write(Buffer.concat([answer.subarray(0, 9), answer])),
    ],
    [
      'a frame with a wrong sum first',
      (socket, answer) => void socket.write(Buffer.concat([wrongSum(1), answer])),
    ],
    [
      'the answer three times',
      (socket, answer) => void socket.write(Buffer.concat([answer, answer, answer])),
    ],
    [
      'answers to other commands first',
      (socket, answer) =>
        void socket.write(
          Buffer.concat([jbdAnswer(0x05, bytes('4142')), jbdAnswer(0x10, bytes('0001')), answer]),
        ),
    ],
  ])('is read in spite of %s', async (_, send) => {
    device.behaviour = board(1320, send);
    for (let poll = 0; poll < 3; poll++) expect(await read()).toMatchObject(good);
  });

  it.each<[string, Behaviour, string]>([
    ['silence', () => undefined, 'timeout'],
    ['half an answer', (_, socket) => void socket.write(basic(1320).subarray(0, 12)), 'garbled'],
    ['a wrong sum each time', (_, socket) => void socket.write(wrongSum(1320)), 'garbled'],
    ['garbage', (_, socket) => void socket.write(Buffer.alloc(500, 0xdd)), 'garbled'],
    ['only answers to another command', (_, socket) => void socket.write(cells), 'garbled'],
    ['a refusal', (_, socket) => void socket.write(jbdAnswer(0x03, Buffer.alloc(0), 0x80)), 'exception'],
    ['a reset', (_, socket) => void socket.resetAndDestroy(), 'reset'],
    ['the end of the connection', (_, socket) => void socket.end(), 'reset'],
  ])('%s is a failure of its kind, and the next read is right', async (_, behaviour, kind) => {
    device.behaviour = behaviour;
    await expect(read(150)).rejects.toMatchObject({ kind });
    device.behaviour = board(1250);
    expect(await read()).toMatchObject({ packVoltage: 12.5 });
  });

  it('asks a second time where an answer got lost on the way, and never a third time', async () => {
    let asked = 0;
    device.behaviour = (request, socket) => {
      if (++asked % 2 === 0) board(1320)(request, socket);
      else socket.write(wrongSum(1320));
    };
    expect(await read(200)).toMatchObject(good);
    expect(asked).toBe(4);
    device.behaviour = (_, socket) => void socket.write(wrongSum(1320));
    const before = device.requests.length;
    await expect(read(150)).rejects.toMatchObject({ kind: 'garbled' });
    expect(device.requests.length - before).toBe(2);
  });

  it('never takes an answer that came between two reads, or after a failure, for the next one', async () => {
    await read();
    device.behaviour = (request, socket) => {
      if (request[2] === 0x03) setTimeout(() => socket.write(basic(9999)), 40);
    };
    await expect(read(20)).rejects.toMatchObject({ kind: 'timeout' });
    device.behaviour = board(1250, (socket, answer) => {
      socket.write(answer);
      // Unasked repeats with other values, while nobody waits for anything.
      setImmediate(() => socket.write(basic(9999)));
    });
    expect(await read()).toMatchObject({ packVoltage: 12.5 });
    expect(await read()).toMatchObject({ packVoltage: 12.5 });
  });

  it('waits for silence after a failure instead of reading in a stream of late answers', async () => {
    device.behaviour = () => undefined;
    await expect(read(60)).rejects.toMatchObject({ kind: 'timeout' });
    await device.close();
    // The serial server passes what the board says late on to whoever is connected by then.
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (request) => board(1250)(request, socket));
      socket.write(basic(9999));
      setTimeout(() => socket.write(basic(9999)), 30);
    });
    await once(server.listen(device.port, '127.0.0.1'), 'listening');
    expect(await read()).toMatchObject({ packVoltage: 12.5 });
    link.close();
    server.close();
    await once(server, 'close');
  });

  it('connects anew when the serial server has closed an idle connection', async () => {
    await read();
    device.hangUp('reset');
    expect(await read()).toMatchObject(good);
    expect(device.connections).toBe(2);
  });

  it('says refused where nobody listens', async () => {
    await device.close();
    await expect(read()).rejects.toMatchObject({ kind: 'refused' });
  });

  it('reads several modules on one line, each by its address', async () => {
    const pylontech = shippedProfile('pylontech-rs485.v1.yaml');
    const module = (address: number) =>
      yd1363Answer(bytes(`10 0${address} 02 0C9A 0C98 02 0B74 0B55 0000 BD0${address} 190F 02 C350 0084`), {
        address,
      });
    // Every module answers each time, the wrong ones first.
    device.behaviour = (_, socket) => void socket.write(Buffer.concat([module(4), module(2), module(3)]));
    for (const unit of [2, 3, 4]) {
      expect(await read(2_000, pylontech, unit)).toMatchObject({ packVoltage: 48.384 + unit / 1_000 });
    }
    expect(String(device.requests[0])).toBe('~20024642E00202FD33\r');
    await expect(read(100, pylontech, 5)).rejects.toMatchObject({ kind: 'garbled' });
  });

  it('tells a refusal of a Daly board from an answer, and one block by its length', async () => {
    const d2 = shippedProfile('daly-d2.v1.yaml');
    const block = Buffer.alloc(124);
    block.writeUInt16BE(132, 80);
    device.behaviour = (_, socket) =>
      void socket.write(Buffer.concat([dalyD2Answer(Buffer.alloc(18)), dalyD2Answer(block)]));
    expect(await read(2_000, d2)).toMatchObject({ packVoltage: 13.2 });
    expect(device.requests[0]?.toString('hex')).toBe('d2030000003ed7b9');
    device.behaviour = (_, socket) => void socket.write(dalyD2Refusal(2));
    await expect(read(200, d2)).rejects.toMatchObject({ kind: 'exception' });
  });
});
