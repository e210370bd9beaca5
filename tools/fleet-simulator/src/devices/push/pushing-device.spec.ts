import { beforeEach, describe, expect, it } from '@jest/globals';
import { BatteryManagementSystem } from '../../bms/battery-management-system.js';
import { LoadProfile } from '../../physics/load-profile.js';
import { Pack } from '../../physics/pack.js';
import { seededRandom } from '../../physics/random.js';
import { isDestination, type Destination } from './destination.js';
import { PushingDevice } from './pushing-device.js';
import type { TelemetryReading } from './telemetry-reading.js';

const destination: Destination = {
  way: 'http',
  url: 'http://far',
  secret: 'a secret',
  intervalSeconds: 3_600,
};
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a device that pushes', () => {
  let bms: BatteryManagementSystem;
  let device: PushingDevice;
  let second: number;
  let isUp: boolean;
  let sent: (readonly TelemetryReading[])[];

  beforeEach(() => {
    const random = seededRandom(3);
    const pack = { chemistry: 'lifepo4', cellCount: 4, capacityAh: 100, temperatureSensors: 2 } as const;
    bms = new BatteryManagementSystem(new Pack(pack, random), new LoadProfile(100, random), random);
    bms.step(1);
    second = 0;
    isUp = true;
    sent = [];
    const now = () => new Date(1_767_225_600_000 + 1_000 * second);
    device = new PushingDevice({ bms, nodeId: 'SIM-1', host: '', port: 0, now }, () => ({
      send: async (readings) => {
        if (isUp) sent.push(readings);
        return isUp;
      },
      close: async () => undefined,
    }));
  });
  const measure = async () => {
    second += 1;
    device.measure();
    await settled();
  };
  const times = () =>
    sent.flat().map(({ timestamp }) => new Date(timestamp).getTime() / 1_000 - 1_767_225_600);

  it('says what the BMS sees, in the platform’s names', async () => {
    bms.switchFault('stuck-sensor', true);
    await device.pushTo(destination);
    await settled();
    await device.close();
    const view = bms.view();
    expect(sent).toEqual([
      [
        expect.objectContaining({
          timestamp: '2026-01-01T00:00:00.000Z',
          packVoltage: view.packVoltage,
          packCurrent: view.current,
          cellVoltages: view.cellVoltages,
          socPercent: view.stateOfCharge,
          faultCodes: [],
        }),
      ],
    ]);
  });

  it.each([
    ['its link is lost', (on: boolean) => bms.switchFault('lost-link', on)],
    ['nobody takes them', (on: boolean) => (isUp = !on)],
  ])('keeps its readings while %s and sends them afterwards with their own times', async (_, trouble) => {
    await device.pushTo(destination);
    await settled();
    trouble(true);
    await measure();
    await measure();
    expect(times()).toEqual([0]);
    trouble(false);
    await measure();
    await device.close();
    expect(times()).toEqual([0, 1, 2, 3]);
    expect(sent).toHaveLength(2);
  });

  it('keeps the newest when it can keep no more, and sends no message without end', async () => {
    await device.pushTo(destination);
    isUp = false;
    for (let index = 0; index < 1_000; index++) await measure();
    isUp = true;
    await measure();
    await device.close();
    const kept = times().slice(1);
    expect(kept).toEqual(Array.from({ length: 600 }, (_, index) => 402 + index));
    expect(Math.max(...sent.map(({ length }) => length))).toBe(100);
  });
});

describe('where a device is told to push to', () => {
  const mqtt = { ...destination, way: 'mqtt', username: 'u', password: 'p', topic: 't' };
  it.each([
    ['HTTP', destination, true],
    ['MQTT', mqtt, true],
    ['MQTT without a topic', { ...mqtt, topic: undefined }, false],
    ['no interval', { ...destination, intervalSeconds: 0 }, false],
    ['another way', { ...destination, way: 'ftp' }, false],
    ['nothing', null, false],
  ])('is understood or not: %s', (_, given, understood) => expect(isDestination(given)).toBe(understood));
});
