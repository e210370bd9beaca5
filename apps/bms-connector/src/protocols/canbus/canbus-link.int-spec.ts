import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeReading } from '../../device-profiles/decode-reading.js';
import type { DeviceProfile } from '@trackingbms/device-profiles';
import { dribble } from '../../testing/scripted-device.js';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import type { DeviceLink } from '../battery-driver.js';
import { canBusDriver } from './canbus.driver.js';
import { linesOf, pylontechCapture, slcanOf, socketcandOf } from './testing/bus-log.js';
import { busServer, type BusScript, type BusServer } from './testing/bus-server.js';

const shipped = shippedProfile('pylontech-can.v1.yaml');
/** A shorter cycle, because the frames of these tests come at once. */
const profile: DeviceProfile = { ...shipped, canbus: { ...shipped.canbus, cycleMilliseconds: 150 } };

function measurement(volts: number): string {
  const data = Buffer.alloc(6);
  data.writeInt16LE(Math.round(volts * 100));
  return `356#${data.toString('hex')}`;
}

interface FarSide {
  readonly greeting: string;
  /** What a command is answered with. */
  readonly answers: Readonly<Record<string, string>>;
  /** The whole handshake: nothing else may ever leave. */
  readonly handshake: string;
  readonly written: (frames: string) => string;
}

const farSides: Record<string, FarSide> = {
  socketcand: {
    greeting: '< hi >',
    answers: { '< open can0 >': '< ok >', '< rawmode >': '< ok >' },
    handshake: '< open can0 >< rawmode >',
    written: socketcandOf,
  },
  slcan: {
    greeting: '',
    answers: { 'C\r': '\u0007', 'S6\r': '\r', 'L\r': '\r' },
    handshake: 'C\rS6\rL\r',
    written: slcanOf,
  },
  candump: { greeting: '', answers: {}, handshake: '', written: linesOf },
};

describe.each(Object.entries(farSides))('a CAN bus over %s', (transport, far) => {
  let server: BusServer;
  let link: DeviceLink;

  /** Shakes hands, and then says something. */
  const saying = (speech: string | ((socket: Socket) => void)): BusScript => {
    const speak = (socket: Socket) => (typeof speech === 'string' ? socket.write(speech) : speech(socket));
    const last = Object.keys(far.answers).at(-1);
    return {
      onConnection: (socket) => {
        socket.write(far.greeting);
        if (last === undefined) speak(socket);
      },
      onBytes: (bytes, socket) => {
        socket.write(far.answers[String(bytes)] ?? '');
        if (String(bytes) === last) speak(socket);
      },
    };
  };
  const playing = (frames: string): BusScript => saying(far.written(frames));

  beforeEach(async () => {
    server = await busServer(playing(pylontechCapture));
    link = canBusDriver.openLink({ protocol: 'canbus', transport, host: '127.0.0.1', port: server.port });
  });
  afterEach(async () => {
    link.close();
    await server.close();
  });

  const read = async (timeoutMilliseconds = 5_000, as = profile) =>
    decodeReading(as, await link.read({ profile: as, address: {}, timeoutMilliseconds }));

  it('reads what the bus carries over one connection, and says nothing but the handshake', async () => {
    expect(await read()).toMatchObject({
      packVoltage: 49.42,
      packCurrent: 77,
      socPercent: 26,
      sohPercent: 100,
    });
    server.say(far.written(measurement(50)));
    expect(await read()).toMatchObject({ packVoltage: 50, socPercent: 26 });
    expect(server.heard.map(String)).toEqual([far.handshake]);
  });

  it('never says the same twice: silence after a reading is a time-out', async () => {
    await read();
    await expect(read(100)).rejects.toMatchObject({ kind: 'timeout' });
    server.script = playing(measurement(51));
    expect(await read()).toMatchObject({ packVoltage: 51 });
  });

  it('takes bytes one at a time, and frames between noise', async () => {
    const noise = '\u0001garbage <t35\n';
    const text =
      noise + far.written('999#0 355#33').replace(/999\S*/, '') + '\r\n' + far.written(pylontechCapture);
    server.script = saying((socket) => void dribble(socket, Buffer.from(text, 'latin1')));
    expect(await read(5_000, shipped)).toMatchObject({ packVoltage: 49.42, packCurrent: 77 });
  });

  it.each<[string, BusScript, string]>([
    ['silence', {}, 'timeout'],
    ['a bus without a frame', saying(''), 'timeout'],
    ['frames of something else', playing('123#0102030405060708'), 'timeout'],
    ['a closed connection', { onConnection: (socket) => void socket.end() }, 'reset'],
    ['a reset', { onConnection: (socket) => void socket.resetAndDestroy() }, 'reset'],
    ['garbage', saying('<#>\r\n<#>\r\n(1.0) zz\n'), 'garbled'],
  ])('%s is a failure of its kind, and the next read is right', async (_, script, kind) => {
    server.script = script;
    await expect(read(150)).rejects.toMatchObject({ kind });
    server.script = playing(measurement(53));
    // Where the connection still stands, the bus goes on over it.
    server.say(far.written(measurement(53)));
    const again = () => read().catch(() => read());
    expect(await again()).toMatchObject({ packVoltage: 53 });
  });

  it('hears of a connection that breaks, and connects anew', async () => {
    await read();
    const lost = read();
    server.hangUp();
    await expect(lost).rejects.toMatchObject({ kind: 'reset' });
    expect(await read()).toMatchObject({ packVoltage: 49.42 });
    expect(server.heard).toHaveLength(2);
  });

  it('says refused where nobody listens', async () => {
    await server.close();
    await expect(read()).rejects.toMatchObject({ kind: 'refused' });
  });

  it('can say nothing but its handshake, whatever it hears', async () => {
    const provocation =
      '< hi >< ok >< echo >< error 1 >\r\u0007\rz\rZ\rV1013\r< ok >< hi >\n(1.0) can0 355#R\n';
    server.script = saying(provocation + far.written(pylontechCapture) + provocation);
    await read();
    server.say(provocation + far.written(pylontechCapture));
    await read();
    link.close();
    expect(server.heard.map(String)).toEqual([far.handshake]);
  });
});

describe('a CAN bus that may not be listened to', () => {
  const answer = async (transport: string, script: BusScript, address = {}) => {
    const server = await busServer(script);
    const link = canBusDriver.openLink({
      protocol: 'canbus',
      transport,
      host: '127.0.0.1',
      port: server.port,
    });
    try {
      return await link
        .read({ profile, address, timeoutMilliseconds: 1_000 })
        .catch((error: unknown) => error);
    } finally {
      link.close();
      await server.close();
    }
  };
  const replying = (answers: Record<string, string>): BusScript => ({
    onBytes: (bytes, socket) => void socket.write(answers[String(bytes)] ?? '\r'),
  });
  const refusing: BusScript = {
    onConnection: (socket) => void socket.write('< hi >'),
    onBytes: (_, socket) => void socket.write('< error could not open bus >'),
  };

  it.each<[string, string, BusScript, object]>([
    ['an interface that socketcand does not open', 'socketcand', refusing, { channel: 'can7' }],
    ['a name that would be a command', 'socketcand', replying({}), { channel: 'a >< send 1 0' }],
    ['a speed that SLCAN does not have', 'slcan', replying({}), { bitrate: 123_456 }],
    ['an adapter that cannot listen only', 'slcan', replying({ 'L\r': '\u0007' }), {}],
  ])('is a wrong configuration: %s', async (_, transport, script, address) => {
    expect(await answer(transport, script, address)).toMatchObject({ kind: 'configuration' });
  });

  it('has no interfaces of this machine behind the address of another', async () => {
    const link = canBusDriver.openLink({
      protocol: 'canbus',
      transport: 'socketcan',
      host: '10.0.0.1',
      port: 1,
    });
    await expect(link.read({ profile, address: {}, timeoutMilliseconds: 100 })).rejects.toMatchObject({
      kind: 'configuration',
    });
  });

  it('names the package that an adapter on a serial device needs, and wants to be told the device', async () => {
    const endpoint = { protocol: 'canbus', transport: 'serial', host: '', port: 0 } as const;
    const request = { profile, address: {}, timeoutMilliseconds: 5_000 };
    await expect(canBusDriver.openLink(endpoint).read(request)).rejects.toThrow('no serial device is named');
    const link = canBusDriver.openLink({ ...endpoint, serialDevice: '/dev/ttyACM0' });
    await expect(link.read(request)).rejects.toMatchObject({
      kind: 'configuration',
      message: expect.stringContaining('npm install serialport'),
    });
  });

  it('names the package that a CAN card needs', async () => {
    const link = canBusDriver.openLink({
      protocol: 'canbus',
      transport: 'socketcan',
      host: '127.0.0.1',
      port: 1,
    });
    await expect(link.read({ profile, address: {}, timeoutMilliseconds: 5_000 })).rejects.toMatchObject({
      kind: 'configuration',
      message: expect.stringContaining('npm install socketcan'),
    });
  });
});
