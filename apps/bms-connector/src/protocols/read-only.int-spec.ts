import { describe, expect, it } from '@jest/globals';
import { driverWays, openWay, type DriverWay } from '../testing/driver-ways.js';
import { plausibleFarSides } from '../testing/plausible-far-sides.js';
import { readRequests } from '../testing/read-requests.js';
import { recordWire, type FarSide } from '../testing/wire-recorder.js';
import type { DeviceAddress } from './battery-driver.js';

const ways = await driverWays();

/** Settings of a battery that change what is written. */
const speeches: Readonly<Record<string, readonly DeviceAddress[]>> = {
  thingset: [{}, { checksum: true }, { shell: true }, { nodeId: '0A1B' }],
};

/** All that the driver writes while it reads each profile twice. */
async function writtenTo(way: DriverWay, farSide: FarSide): Promise<Buffer[]> {
  const { driver } = way;
  const wire = await recordWire(farSide);
  for (const profile of way.profiles) {
    const link = openWay(way, wire.port);
    const addresses = speeches[driver.protocol] ?? [{}];
    for (const address of [...addresses, ...addresses]) {
      await link.read({ profile, address, timeoutMilliseconds: 60 }).catch(() => undefined);
    }
    link.close();
  }
  await wire.close();
  return [...wire.written];
}

const garbage: FarSide = {
  greeting: '\u0000~:#<',
  answer: (chunk) => Buffer.concat([chunk, Buffer.alloc(40, 0xa5)]),
};
const silence: FarSide = { answer: () => undefined };

describe('what leaves the drivers', () => {
  it('is judged for every protocol and transport that they have', () => {
    expect(ways.map(({ name }) => name).filter((name) => !readRequests[name])).toEqual([]);
    expect(ways.filter((way) => way.profiles.length === 0)).toEqual([]);
  });

  describe.each(ways)('over $name', (way) => {
    const readsOnly = readRequests[way.name] ?? (() => false);
    const wrong = (written: readonly Buffer[]) =>
      written.filter((chunk) => !readsOnly(chunk)).map((chunk) => chunk.toString('latin1'));

    it('are requests that read, and no others, when the device answers', async () => {
      const written = await writtenTo(way, plausibleFarSides[way.name] ?? silence);
      expect(wrong(written)).toEqual([]);
      // A stream that is only listened to is never spoken to.
      expect(written.length > 0).toBe(way.transport !== 'candump' && !way.reports);
    }, 30_000);

    it('are requests that read, and no others, when it is silent or answers nonsense', async () => {
      expect(wrong(await writtenTo(way, silence))).toEqual([]);
      expect(wrong(await writtenTo(way, garbage))).toEqual([]);
    }, 60_000);
  });

  it('would be noticed: requests that write are not among those that read', () => {
    const hex = (text: string) => Buffer.from(text, 'hex');
    const writes: readonly (readonly [string, Buffer])[] = [
      ['thingset/tcp', Buffer.from('=Conf {"sLoadEnable":true}\n')],
      ['thingset/tcp', Buffer.from('thingset =Conf {}\n')],
      ['thingset/tcp', Buffer.from('?Meas\n=Conf {}\n')],
      ['thingset/binary', hex('0704a11860f4')],
      ['thingset/binary', hex('0263646f49')],
      ['thingset/http', Buffer.from('PATCH /ts/1/Conf HTTP/1.1\r\n\r\n{}')],
      ['modbus/tcp', hex('000100000006010600010002')],
      ['modbus/rtu-tcp', hex('010600010002590b')],
      ['serial/tcp', hex('dd5ae10200 00ff1d77'.replace(' ', ''))],
      ['serial/tcp', hex('a540d908010000000000000007')],
      ['serial/tcp', hex('d2060001000259aa')],
      ['serial/tcp', Buffer.from('~20024645E00202FD30\r')],
      ['canbus/socketcand', Buffer.from('< send 305 8 0 0 0 0 0 0 0 0 >')],
      ['canbus/slcan', Buffer.from('O\r')],
    ];
    for (const [way, bytes] of writes) expect(readRequests[way]?.(bytes)).toBe(false);
  });
});
