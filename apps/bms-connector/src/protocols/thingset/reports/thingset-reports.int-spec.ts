import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import { decodeReading } from '../../../device-profiles/decode-reading.js';
import type { DeviceAddress, DeviceLink, LinkEndpoint } from '../../battery-driver.js';
import { busServer, type BusServer } from '../../canbus/testing/bus-server.js';
import { withChecksum } from '../text-checksum.js';
import { thingSetDriver } from '../thingset.driver.js';
import { writeCbor } from '../testing/write-cbor.js';

const shipped = shippedProfile('libre-solar-bms.v1.yaml');
/** A shorter cycle, because the reports of these tests come at once. */
const profile = { ...shipped, thingset: { cycleMilliseconds: 40 } };

const line = (values: object, path = 'mLive_') => `#${path} ${JSON.stringify({ t_s: 1, Meas: values })}\n`;
const binary = (values: Readonly<Record<string, number>>) =>
  Buffer.concat([Buffer.of(0x1f), writeCbor('mLive_'), writeCbor({ Meas: values })]);

describe('ThingSet reports', () => {
  let server: BusServer;
  let link: DeviceLink;

  const open = (over: Partial<LinkEndpoint>) => {
    const place = { protocol: 'thingset', transport: 'tcp', host: '127.0.0.1', port: server.port } as const;
    link = thingSetDriver.openLink({ ...place, ...over });
  };
  const read = async (address: DeviceAddress = {}, timeoutMilliseconds = 2_000) =>
    decodeReading(profile, await link.read({ profile, address, timeoutMilliseconds }));

  beforeEach(async () => {
    server = await busServer({});
  });
  afterEach(async () => {
    link.close();
    await server.close();
  });

  it.each<[string, Partial<LinkEndpoint>, string | Buffer]>([
    ['as lines', { reports: true }, line({ rPackVoltage_V: 52.5, rPackCurrent_A: -3 })],
    [
      'as lines with their sum, amid noise',
      { reports: true },
      `log: hello\n${withChecksum(line({ rPackVoltage_V: 52.5, rPackCurrent_A: -3 }).trim(), 'hash')}\n:85 {}\n`,
    ],
    ['of version 0.5', { reports: true }, line({ rPackVoltage_V: 52.5, rPackCurrent_A: -3 }, 'm')],
    ['of a group', { reports: true }, '#Meas {"rPackVoltage_V":52.5,"rPackCurrent_A":-3}\n'],
    [
      'in binary mode',
      { reports: true, mode: 'binary' },
      binary({ rPackVoltage_V: 52.5, rPackCurrent_A: -3 }),
    ],
    ['on a CAN bus', { transport: 'candump' }, '(1.0) can0 1E007102#FA42520000\n(1.1) can0 1E007302#22\n'],
  ])('%s are read, and nothing is ever asked', async (_, endpoint, said) => {
    server.script = { onConnection: (socket) => void socket.write(said) };
    open(endpoint);
    expect(await read()).toMatchObject({ packVoltage: 52.5, packCurrent: -3 });
    expect(Buffer.concat(server.heard)).toHaveLength(0);
  });

  it('are put together from several, the newest of each value counting', async () => {
    const said = line({ rPackVoltage_V: 50 }) + line({ rSOC_pct: 40 }) + line({ rPackVoltage_V: 51 });
    server.script = { onConnection: (socket) => void socket.write(said) };
    open({ reports: true });
    expect(await read()).toMatchObject({ packVoltage: 51, socPercent: 40 });
  });

  it('are said only once: silence after them is a time-out, and not the same values again', async () => {
    server.script = { onConnection: (socket) => void socket.write(line({ rPackVoltage_V: 50 })) };
    open({ reports: true });
    await read();
    server.script = {};
    await expect(read({}, 150)).rejects.toMatchObject({ kind: 'timeout' });
    const next = read();
    await server.connected(2);
    server.say(line({ rPackVoltage_V: 51 }));
    expect(await next).toMatchObject({ packVoltage: 51 });
  });

  it('behind a gateway are those of the node that is meant', async () => {
    const said = line({ rPackVoltage_V: 40 }, '/0B/mLive_') + line({ rPackVoltage_V: 50 }, '/0A/mLive_');
    server.script = { onConnection: (socket) => void socket.write(said) };
    open({ reports: true });
    expect(await read({ nodeId: '0A' })).toMatchObject({ packVoltage: 50 });
  });

  it.each<[string, string | Buffer, Partial<LinkEndpoint>]>([
    ['cut', '#mLive_ {"Meas":{"rPackVoltage_V":5\n', {}],
    ['with a wrong sum', `${line({ rPackVoltage_V: 50 }).trim()} 00000000#\n`, {}],
    ['that is no message', Buffer.of(0x42, 0x42), { mode: 'binary' }],
  ])('%s give no value, and the next one is read', async (_, said, over) => {
    server.script = { onConnection: (socket) => void socket.write(said) };
    open({ reports: true, ...over });
    await expect(read({}, 150)).rejects.toMatchObject({ kind: 'garbled' });
    const good = over.mode ? binary({ rPackVoltage_V: 51 }) : line({ rPackVoltage_V: 51 });
    server.script = { onConnection: (socket) => void socket.write(good) };
    expect(await read()).toMatchObject({ packVoltage: 51 });
  });
});
