import { describe, expect, it } from '@jest/globals';
import { driverWays, openWay, type DriverWay } from '../testing/driver-ways.js';
import { plausibleFarSides } from '../testing/plausible-far-sides.js';
import { recordWire, type FarSide } from '../testing/wire-recorder.js';
import { RawFrames } from './raw-frames.js';

const ways = await driverWays();
const asked = ways.filter(
  ({ driver, transport, reports }) =>
    driver.protocol !== 'canbus' && !reports && !['socketcand', 'slcan', 'candump'].includes(transport),
);
const profileNamed = (way: DriverWay, name: string) => way.profiles.find(({ profile }) => profile === name)!;

/** What the recorder has of one reading, and what the far side really said. */
async function framesOf(way: DriverWay, profileName: string, farSide: FarSide) {
  const wire = await recordWire(farSide);
  const link = openWay(way, wire.port);
  const rawFrames = new RawFrames();
  const profile = profileNamed(way, profileName);
  const request = { profile, address: { channel: 'can0' }, timeoutMilliseconds: 2_000, rawFrames };
  await link.read(request);
  link.close();
  await wire.close();
  return { kept: rawFrames.all, said: wire.said };
}

const profiles: Readonly<Record<string, readonly string[]>> = {
  thingset: ['libre-solar-bms'],
  modbus: ['renogy', 'sunspec-battery'],
  serial: ['jbd', 'daly-a5', 'daly-d2', 'jk-nw', 'pylontech-rs485'],
};
const readings = asked.flatMap((way) =>
  (profiles[way.driver.protocol] ?? []).map((profile) => ({ name: way.name, profile, way })),
);
const bodyOf = (answer: Buffer): Buffer =>
  Buffer.from(answer.toString('latin1').split('\r\n\r\n')[1] ?? '', 'latin1');

describe('raw frames that a reading was made of', () => {
  it.each(readings)('are the answers of the device over $name ($profile)', async ({ name, profile, way }) => {
    const { kept, said } = await framesOf(way, profile, plausibleFarSides[name]!);
    const answers = name === 'thingset/http' ? said.map(bodyOf) : said;
    expect(kept).toEqual(answers.map((answer) => answer.toString('hex')));
    expect(kept.length).toBeGreaterThan(0);
  });

  const lines =
    '(1.0) can0 355#63006200\n(1.1) can0 123#00\n(1.2) can0 356#4E13020304050000\n(1.3) can0 355#64006200\n';
  const words =
    '< frame 355 1.0 63006200 >< frame 123 1.1 00 >< frame 356 1.2 4E13020304050000 >< frame 355 1.3 64006200 >';
  let commands = 0;
  const buses: readonly (readonly [string, FarSide])[] = [
    ['canbus/candump', { greeting: lines, answer: () => undefined }],
    [
      'canbus/socketcand',
      {
        greeting: '< hi >',
        answer: (chunk) => (/rawmode/.test(String(chunk)) ? `< ok >${words}` : '< ok >'),
      },
    ],
    [
      'canbus/slcan',
      {
        answer: () => {
          commands += 1;
          return commands < 3 ? '\r' : '\rt355463006200\rt123100\rt35684E13020304050000\rt355464006200\r';
        },
      },
    ],
  ];

  it.each(buses)('are the newest frames with a value that counts over %s', async (name, farSide) => {
    const way = ways.find((each) => each.name === name)!;
    const { kept } = await framesOf(way, 'pylontech-can', farSide);
    expect(kept).toEqual(['356#4e13020304050000', '355#64006200']);
  });

  it('are kept only for whom asks', async () => {
    const way = asked.find(({ name }) => name === 'modbus/tcp')!;
    const wire = await recordWire(plausibleFarSides['modbus/tcp']!);
    const link = openWay(way, wire.port);
    const request = { profile: profileNamed(way, 'renogy'), address: {}, timeoutMilliseconds: 2_000 };
    const first = new RawFrames();
    await link.read({ ...request, rawFrames: first });
    const before = first.all.length;
    await link.read(request);
    expect(first.all).toHaveLength(before);
    link.close();
    await wire.close();
  });
});
