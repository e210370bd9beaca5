import { describe, expect, it } from '@jest/globals';
import { DeviceProfileInvalid } from './device-profile-invalid.errors.js';
import { profileFrom } from './testing/shipped-profile.js';

const good = `
profile: a-maker
version: 1
title: A maker
protocol: push
transports: [http, mqtt]
push:
  timestamp: { pointer: /ts, unit: seconds }
  readings: /batch
  battery: /id
currentSign: { positive: charging }
fields:
  packVoltage: { from: { pointer: /Dc/0/Voltage } }
  cellVoltages: { from: { pointer: '/Cell{n}', repeat: { count: 16, first: 1 } } }
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

describe('a profile of what is pushed', () => {
  it('is taken when it fits', () => {
    expect(profileFrom(good)).toMatchObject({
      push: { timestamp: { pointer: '/ts', unit: 'seconds' }, readings: '/batch', battery: '/id' },
      fields: { packVoltage: { from: [{ pointer: '/Dc/0/Voltage' }] } },
    });
  });

  const voltage = '/fields/packVoltage/from/pointer';
  it.each([
    ['pointers without a slash', good.replace('/Dc/0/Voltage', 'Dc/0'), voltage],
    ['pointers behind the end of an array', good.replace('/Dc/0/Voltage', '/Dc/-/Voltage'), voltage],
    ['pointers with a wildcard', good.replace('/Dc/0/Voltage', "'/Dc/*/Voltage'"), voltage],
    ['pointers with half an escape', good.replace('/Dc/0/Voltage', '/Dc~2'), voltage],
    ['pointers to everything', good.replace('/Dc/0/Voltage', "''"), voltage],
    ['repeats of nothing', good.replace('/Cell{n}', '/Cell'), '/fields/cellVoltages/from/0'],
    ['numbers without a repeat', good.replace('/Dc/0/Voltage', "'/Dc/{n}'"), '/fields/packVoltage/from/0'],
    ['units of time', good.replace('unit: seconds', 'unit: minutes'), '/push/timestamp/unit'],
    ['words', good.replace('readings:', 'batch:'), '/push/batch'],
    ['transports', good.replace('[http, mqtt]', '[http, tcp]'), '/transports'],
    [
      'sources of what is polled',
      good.replace('pointer: /Dc/0/Voltage', 'path: Dc/rV'),
      '/fields/packVoltage/from/0',
    ],
    [
      'protocols with a way to push',
      good.replace('protocol: push', 'protocol: thingset').replaceAll('/Dc/0/Voltage', '/a'),
      '/push',
    ],
    ['protocols over MQTT', good.replace('protocol: push', 'protocol: thingset'), '/transports'],
  ])('refuses wrong %s with the path', (_, yaml, path) => {
    expect(wrongPaths(yaml)).toContain(path);
  });
});
