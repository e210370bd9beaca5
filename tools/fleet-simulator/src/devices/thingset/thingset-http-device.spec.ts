import { BatteryManagementSystem } from '../../bms/battery-management-system.js';
import { LoadProfile } from '../../physics/load-profile.js';
import { Pack } from '../../physics/pack.js';
import { seededRandom } from '../../physics/random.js';
import type { Device } from '../device.js';
import { openThingSetHttp } from './thingset-http-device.js';

describe('a ThingSet gateway over HTTP', () => {
  let device: Device;
  const random = seededRandom(3);
  const pack = new Pack(
    { chemistry: 'lifepo4', cellCount: 4, capacityAh: 100, temperatureSensors: 2 },
    random,
  );
  const bms = new BatteryManagementSystem(pack, new LoadProfile(100, random), random);
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${device.port}${path}`);
    const text = await response.text();
    return { status: response.status, body: text ? (JSON.parse(text) as unknown) : undefined };
  };

  beforeAll(async () => {
    bms.step(1);
    device = await openThingSetHttp({
      bms,
      nodeId: 'ABC',
      host: '127.0.0.1',
      port: 0,
      now: () => new Date(0),
    });
  });
  afterAll(() => device.close());

  it('names its node', async () => {
    expect(await get('/ts/')).toEqual({ status: 200, body: { 'bms-c1': 'ABC' } });
  });

  it('answers a group as an object and an item as its value', async () => {
    expect((await get('/ts/ABC/Meas')).body).toMatchObject({
      rCellVoltages_V: expect.arrayContaining([expect.any(Number)]),
    });
    expect(await get('/ts/ABC/t_s')).toEqual({ status: 200, body: 0 });
    expect((await get('/ts/ABC/Meas/')).body).toContain('rSOC_pct');
  });

  it.each(['/ts/OTHER/Meas', '/ts/ABC/Nothing', '/elsewhere'])('does not have %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});
