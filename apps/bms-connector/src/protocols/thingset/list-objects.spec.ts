import { describe, expect, it } from '@jest/globals';
import { DeviceFailure } from '../device-failure.errors.js';
import { listObjects } from './list-objects.js';
import { notFound, ThingSetRefusal } from './thingset-status.js';

/** A node that answers what is written for a path, and has nothing else. */
function node(answers: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  const ask = async (path: string): Promise<unknown> => {
    asked.push(path);
    if (!Object.hasOwn(answers, path)) throw new ThingSetRefusal(notFound);
    return answers[path];
  };
  return { asked, objects: () => listObjects(ask) };
}

describe('what a ThingSet node has', () => {
  it('is found group after group, without knowing a name', async () => {
    const { objects, asked } = node({
      '': { t_s: 12, Device: null, Meas: null },
      Device: { cManufacturer: 'Libre Solar' },
      Meas: { rPackVoltage_V: 52.8, rCellVoltages_V: [3.3, null], Inner: null },
      'Meas/Inner': { rDeep: true },
    });
    expect(await objects()).toEqual([
      { path: 't_s', value: 12 },
      { path: 'Device/cManufacturer', value: 'Libre Solar' },
      { path: 'Meas/rPackVoltage_V', value: 52.8 },
      { path: 'Meas/rCellVoltages_V', value: [3.3, null] },
      { path: 'Meas/Inner/rDeep', value: true },
    ]);
    expect(asked).toEqual(['', 'Device', 'Meas', 'Meas/Inner']);
  });

  it('has null where a value is not known, a function is none, or the node refuses what it named', async () => {
    const { objects } = node({ '': { rNaN_V: null, xReset: null }, rNaN_V: null });
    expect(await objects()).toEqual([
      { path: 'rNaN_V', value: null },
      { path: 'xReset', value: null },
    ]);
  });

  it('is found through a gateway that names groups only', async () => {
    const { objects } = node({ '': ['info', 'output'], info: { id: 'x' }, output: { Bat_V: 13.1 } });
    expect(await objects()).toEqual([
      { path: 'info/id', value: 'x' },
      { path: 'output/Bat_V', value: 13.1 },
    ]);
  });

  it('ends with a node that has itself inside itself', async () => {
    let requests = 0;
    const endless = async (): Promise<unknown> => {
      requests += 1;
      return Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`g${index}`, null]));
    };
    await listObjects(endless);
    expect(requests).toBe(60);
  });

  it('is not known where the device fails', async () => {
    const failing = () => Promise.reject(new DeviceFailure('timeout', 'silence'));
    await expect(listObjects(failing)).rejects.toMatchObject({ kind: 'timeout' });
  });
});
