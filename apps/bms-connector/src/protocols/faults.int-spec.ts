import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import { decodeReading } from '../device-profiles/decode-reading.js';
import { driverWays, openWay } from '../testing/driver-ways.js';
import { plausibleFarSides } from '../testing/plausible-far-sides.js';
import { scriptedDevice, type ScriptedDevice } from '../testing/scripted-device.js';
import type { DeviceAddress, DeviceLink } from './battery-driver.js';
import { DeviceFailure } from './device-failure.errors.js';
import { encodeRtu } from './modbus/rtu-frame.js';
import { yd1363Answer } from './serial/testing/maker-frames.js';

const ways = await driverWays();
const timeoutMilliseconds = 150;

interface Subject {
  readonly way: string;
  readonly profile: string;
  readonly address?: DeviceAddress;
  /** An answer has a sum: a bit that was turned over on the way is noticed. */
  readonly hasSum: boolean;
  /** Nothing marks where a message ends; the connection that carries them loses nothing in its middle. */
  readonly isUnmarked?: true;
  /** The same answer from another device. */
  readonly fromAnother?: (answer: Buffer) => Buffer;
}

const subjects: readonly Subject[] = [
  {
    way: 'thingset/tcp',
    profile: 'libre-solar-bms',
    address: { checksum: true },
    hasSum: true,
    fromAnother: (answer) => Buffer.from(answer.toString().replace(/^:85/, ':85/0B')),
  },
  { way: 'thingset/binary', profile: 'libre-solar-bms', hasSum: false, isUnmarked: true },
  { way: 'thingset/http', profile: 'libre-solar-bms', address: { nodeId: '0A1B' }, hasSum: false },
  {
    way: 'modbus/tcp',
    profile: 'renogy',
    hasSum: false,
    fromAnother: (answer) => {
      const other = Buffer.from(answer);
      other.writeUInt8((other.readUInt8(6) + 1) & 0xff, 6);
      return other;
    },
  },
  {
    way: 'modbus/rtu-tcp',
    profile: 'renogy',
    hasSum: true,
    fromAnother: (answer) => encodeRtu((answer.readUInt8(0) + 1) & 0xff, answer.subarray(1, -2)),
  },
  { way: 'serial/tcp', profile: 'jbd', hasSum: true },
  { way: 'serial/tcp', profile: 'daly-a5', hasSum: true },
  { way: 'serial/tcp', profile: 'daly-d2', hasSum: true },
  { way: 'serial/tcp', profile: 'jk-nw', hasSum: true },
  {
    way: 'serial/tcp',
    profile: 'pylontech-rs485',
    hasSum: true,
    fromAnother: (answer) => {
      const data = Buffer.from(answer.toString('latin1', 13, answer.length - 5), 'hex');
      return yd1363Answer(data, { address: 3 });
    },
  },
];

/** What a far side does with the answer that it should give. */
type Fault = (answer: Buffer, socket: Socket, previous: Buffer | undefined) => void;

const turned = (answer: Buffer, at: number): Buffer => {
  const wrong = Buffer.from(answer);
  wrong.writeUInt8(wrong.readUInt8(at) ^ 0x04, at);
  return wrong;
};

const later = (socket: Socket, milliseconds: number, bytes: Buffer): void => {
  setTimeout(() => {
    if (!socket.destroyed) socket.write(bytes);
  }, milliseconds);
};

/** These end well: the answer is there in the end. */
const harmless: Readonly<Record<string, Fault>> = {
  'a delay': (answer, socket) => later(socket, 25, answer),
  'bytes one at a time': (answer, socket) => {
    for (const byte of answer) socket.write(Buffer.of(byte));
  },
};

const lostInTheMiddle = 'the answer twice, cut once';

const faults: Readonly<Record<string, Fault>> = {
  silence: () => undefined,
  'half an answer': (answer, socket) => void socket.write(answer.subarray(0, answer.length >> 1)),
  'half an answer and a reset': (answer, socket) => {
    socket.write(answer.subarray(0, answer.length >> 1), () => socket.resetAndDestroy());
  },
  'a reset': (_, socket) => void socket.resetAndDestroy(),
  'an end': (_, socket) => void socket.end(),
  'an answer that comes too late': (answer, socket) => later(socket, timeoutMilliseconds + 40, answer),
  'the answer to the question before': (_, socket, previous) => void (previous && socket.write(previous)),
  'nothing but garbage': (answer, socket) => void socket.write(Buffer.alloc(answer.length, 0x5a)),
  'garbage before the answer': (answer, socket) =>
    void socket.write(Buffer.concat([Buffer.from('\u0000\u00ff~:#[7', 'latin1'), answer])),
  [lostInTheMiddle]: (answer, socket) =>
    void socket.write(Buffer.concat([answer.subarray(0, answer.length - 3), answer])),
};

describe.each(subjects)(
  '$way with $profile',
  ({ way: name, profile: profileName, address = {}, hasSum, isUnmarked, fromAnother }) => {
    const way = ways.find((each) => each.name === name)!;
    const profile = shippedProfile(`${profileName}.v1.yaml`);
    const farSide = plausibleFarSides[name]!;
    let device: ScriptedDevice;
    let link: DeviceLink;

    afterEach(async () => {
      link.close();
      await device.close();
    });

    const start = async () => {
      device = await scriptedDevice(() => undefined);
      link = openWay(way, device.port);
    };
    const doing = (fault: Fault) => {
      let previous: Buffer | undefined;
      device.behaviour = (request, socket) => {
        const answer = Buffer.from(farSide.answer(request) ?? '');
        fault(answer, socket, previous);
        previous = answer;
      };
    };
    const send: Fault = (answer, socket) => void socket.write(answer);
    const read = async (timeout = timeoutMilliseconds) =>
      decodeReading(profile, await link.read({ profile, address, timeoutMilliseconds: timeout }));

    /** The reading without a fault; then with it: the same one, or a failure that is known; then the same one again. */
    async function endsWell(fault: Fault, mustFail: boolean): Promise<void> {
      await start();
      doing(send);
      const good = await read(2_000);
      doing(fault);
      for (let poll = 0; poll < 2; poll++) {
        const outcome = await read().catch((failure: unknown) => failure);
        if (mustFail || outcome instanceof Error) expect(outcome).toBeInstanceOf(DeviceFailure);
        else expect(outcome).toEqual(good);
      }
      doing(send);
      // The line may have to become silent first.
      await read(2_000).catch(() => undefined);
      expect(await read(2_000)).toEqual(good);
    }

    it.each(Object.entries(harmless))('reads through %s', async (_, fault) => {
      await start();
      doing(send);
      const good = await read(2_000);
      doing(fault);
      expect(await read(2_000)).toEqual(good);
    });

    const possible = Object.entries(faults).filter(([fault]) => !isUnmarked || fault !== lostInTheMiddle);
    it.each(possible)('says nothing false after %s, and recovers', async (_, fault) => {
      await endsWell(fault, false);
    });

    if (hasSum) {
      it('notices a bit that was turned over, wherever it is', async () => {
        let at = 0;
        // Not the line's end, which is no part of what the sum is over.
        const turnSome: Fault = (answer, socket) =>
          void socket.write(turned(answer, (at += 7) % (answer.length - 1)));
        await endsWell(turnSome, false);
      });
    }

    if (fromAnother) {
      it('takes no answer of another device', async () => {
        await endsWell((answer, socket) => void socket.write(fromAnother(answer)), true);
      });
    }
  },
);
