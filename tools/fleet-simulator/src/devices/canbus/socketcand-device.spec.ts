import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { BatteryManagementSystem } from '../../bms/battery-management-system.js';
import { LoadProfile } from '../../physics/load-profile.js';
import { Pack } from '../../physics/pack.js';
import { seededRandom } from '../../physics/random.js';
import type { Device } from '../device.js';
import { pylontechFrames } from './pylontech-frames.js';
import { openPylontechSocketcand } from './socketcand-device.js';

const random = seededRandom(3);
const pack = new Pack({ chemistry: 'ncm', cellCount: 13, capacityAh: 20, temperatureSensors: 4 }, random);
const bms = new BatteryManagementSystem(pack, new LoadProfile(20, random), random);
bms.step(1);

describe('the frames of a Pylontech battery', () => {
  // The same measurement for both looks.
  beforeAll(() => bms.switchFault('stuck-sensor', true));
  afterAll(() => bms.switchFault('stuck-sensor', false));
  const frame = (id: number) => pylontechFrames(bms).find((each) => each.id === id)?.data ?? Buffer.alloc(8);

  it('say what the BMS says', () => {
    const { packVoltage, current, stateOfCharge, cellVoltages } = bms.view();
    expect(frame(0x356).readInt16LE(0) / 100).toBeCloseTo(packVoltage, 1);
    expect(frame(0x356).readInt16LE(2) / 10).toBeCloseTo(current, 0);
    expect(frame(0x355).readUInt16LE(4)).toBe(Math.round(stateOfCharge * 100));
    expect(frame(0x373).readUInt16LE(0)).toBe(Math.round(Math.min(...cellVoltages) * 1_000));
    expect(frame(0x35c)[0]).toBe(0xc0);
  });

  it('name the protection that acts and what it stops', () => {
    bms.switchFault('stuck-sensor', false);
    bms.switchFault('over-temperature', true);
    bms.step(1);
    expect(frame(0x359)[0]).toBe(0b1000);
    expect(frame(0x35c)[0]).toBe(0);
    bms.switchFault('over-temperature', false);
  });
});

describe('a gateway with socketcand', () => {
  let device: Device;
  let client: Socket;
  beforeEach(async () => {
    device = await openPylontechSocketcand({
      bms,
      nodeId: 'X',
      host: '127.0.0.1',
      port: 0,
      now: () => new Date(0),
    });
    client = connect(device.port, '127.0.0.1').setEncoding('latin1');
  });
  afterEach(async () => {
    client.destroy();
    await device.close();
  });

  /** What comes until these words are in it. */
  async function hear(words: string): Promise<string> {
    let heard = '';
    while (!heard.includes(words)) heard += String((await once(client, 'data'))[0]);
    return heard;
  }

  it('opens its bus, goes over to raw mode and plays frames', async () => {
    await hear('< hi >');
    client.write('< open can0 >');
    await hear('< ok >');
    client.write('< rawmode >');
    expect(await hear('frame 373')).toMatch(
      /^< ok >< frame 351 0\.000000 [0-9A-F]{16} >.*< frame 356 0\.000000 [0-9A-F]{12} >/,
    );
  });

  it('has no other bus and takes no frame to send', async () => {
    client.write('< open can1 >< rawmode >< send 123 0 >');
    expect(
      await hear('error unknown command >< error unknown command >< error unknown command >'),
    ).not.toContain('ok');
  });
});
