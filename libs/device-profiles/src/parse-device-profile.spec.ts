import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { profileFrom } from './testing/shipped-profile.js';
import { DeviceProfileInvalid } from './device-profile-invalid.errors.js';
import { loadDeviceProfiles, shippedProfiles } from './load-device-profiles.js';

const good = `
profile: a-maker
version: 2
title: A maker
protocol: modbus
transports: [tcp]
currentSign: { positive: charging }
fields:
  packVoltage: { from: { table: holding, address: 1, type: u16 }, scale: 0.1 }
`;

function wrongPaths(yaml: string): string[] {
  try {
    profileFrom(yaml);
  } catch (error) {
    if (error instanceof DeviceProfileInvalid) return error.wrong.map(({ path }) => path);
    throw error;
  }
  return [];
}

describe('a device profile', () => {
  it('is taken when it fits', () => {
    expect(profileFrom(good)).toMatchObject({ profile: 'a-maker', version: 2 });
  });

  it.each([
    ['fields', good.replace('packVoltage', 'packVolts'), '/fields/packVolts'],
    ['types', good.replace('u16', 'uint16'), '/fields/packVoltage/from/type'],
    ['addresses', good.replace('address: 1', 'address: 70000'), '/fields/packVoltage/from/address'],
    ['tables', good.replace('table: holding, ', ''), '/fields/packVoltage/from/table'],
    ['scales', good.replace('scale: 0.1', 'scale: 0'), '/fields/packVoltage/scale'],
    ['words', good.replace('scale', 'sacle'), '/fields/packVoltage/sacle'],
    ['signs', good.replace('charging', 'up'), '/currentSign/positive'],
    ['missing parts', good.replace('version: 2', ''), '/version'],
    [
      'ThingSet paths on Modbus',
      good.replace('table: holding, address: 1, type: u16', 'path: A/b'),
      '/fields/packVoltage/from/0',
    ],
    [
      'paths that could be commands',
      good.replace('table: holding, address: 1, type: u16', "path: 'A/b\\n=C'"),
      '/fields/packVoltage/from/path',
    ],
    ['bits in registers', good.replace('u16', 'bit'), '/fields/packVoltage/from/0'],
    [
      'points that are nowhere',
      good.replace('table: holding, address: 1, type: u16', 'model: 802, point: V'),
      '/fields/packVoltage/from/0',
    ],
    ['meanings of a number', good.replace('scale: 0.1', 'values: { 1: true }'), '/fields/packVoltage'],
    ['words about ThingSet lines', `${good}thingset: { sums: true }`, '/thingset/sums'],
    ['text that is no YAML', 'profile: [', '/'],
    ['aliases', 'a: &a [1]\nb: *a', '/'],
  ])('refuses wrong %s with the path', (_, yaml, path) => {
    expect(wrongPaths(yaml)).toContain(path);
  });

  it('is refused with every wrong place at once', () => {
    const yaml = good.replace('u16', 'u17').replace('version: 2', 'version: 0');
    expect(wrongPaths(yaml)).toEqual(expect.arrayContaining(['/version', '/fields/packVoltage/from/type']));
  });

  it('checks that a model is coherent in itself', () => {
    const yaml = `${good}models:
  802:
    points: { V: { offset: 34, type: u16, scaleFactor: V_SF } }
    repeat: { offset: 40, length: 2, count: N, points: {} }
`;
    expect(wrongPaths(yaml)).toEqual(['/models/802/points/V/scaleFactor', '/models/802/repeat/count']);
  });
});

describe('the directory of profiles', () => {
  it('ships what the documents promise', async () => {
    const profiles = await loadDeviceProfiles([shippedProfiles]);
    expect(profiles.references).toEqual(
      expect.arrayContaining([
        'libre-solar-bms',
        'libre-solar-bms@1',
        'sunspec-battery',
        'sunspec-battery@1',
      ]),
    );
  });

  it('takes a directory more, where a name without a version means the newest', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'profiles-'));
    await writeFile(join(directory, 'a.v2.yaml'), good);
    await writeFile(join(directory, 'a.v1.yaml'), good.replace('version: 2', 'version: 1'));
    const profiles = await loadDeviceProfiles([shippedProfiles, directory]);
    expect(profiles.find('a-maker')?.version).toBe(2);
    expect(profiles.find('a-maker@1')?.version).toBe(1);
    await writeFile(join(directory, 'b.yaml'), good);
    await expect(loadDeviceProfiles([directory])).rejects.toThrow('b.yaml: /version');
  });
});
