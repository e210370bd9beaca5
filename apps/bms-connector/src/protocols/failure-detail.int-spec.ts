import { afterEach, describe, expect, it } from '@jest/globals';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import { fullPort } from '../testing/full-port.js';
import { scriptedDevice, silent, type Behaviour } from '../testing/scripted-device.js';
import type { DeviceAddress, LinkEndpoint } from './battery-driver.js';
import type { DeviceFailure } from './device-failure.errors.js';
import { driverFor } from './drivers.js';

const ways: readonly (readonly [string, string, Partial<LinkEndpoint>])[] = [
  ['modbus/tcp', 'renogy.v1.yaml', {}],
  ['modbus/rtu-tcp', 'renogy.v1.yaml', { transport: 'rtu-tcp' }],
  ['thingset/tcp', 'libre-solar-bms.v1.yaml', {}],
  ['thingset/binary', 'libre-solar-bms.v1.yaml', { mode: 'binary' }],
  ['thingset/http', 'libre-solar-bms.v1.yaml', { transport: 'http' }],
  ['serial/tcp', 'jbd.v1.yaml', {}],
  ['canbus/socketcand', 'pylontech-can.v1.yaml', { transport: 'socketcand' }],
];

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function failure(
  port: number,
  file: string,
  endpoint: Partial<LinkEndpoint> = {},
  address: DeviceAddress = {},
): Promise<DeviceFailure> {
  const profile = shippedProfile(file);
  const driver = driverFor(profile.protocol);
  const place = { protocol: profile.protocol, transport: 'tcp', host: '127.0.0.1', port };
  const link = driver?.openLink({ ...place, ...endpoint });
  closers.push(() => link?.close());
  const read = link?.read({ profile, address, timeoutMilliseconds: 250 });
  return (await read?.then(
    () => undefined,
    (error: unknown) => error,
  )) as DeviceFailure;
}

describe('what a failure says of its cause', () => {
  it.each(ways)('tells over %s that no connection came to stand', async (_, file, endpoint) => {
    const full = await fullPort();
    closers.push(full.close);
    expect(await failure(full.port, file, endpoint)).toMatchObject({
      kind: 'timeout',
      detail: { stage: 'connect' },
    });
  });

  it.each(ways)('tells over %s that nobody listens', async (_, file, endpoint) => {
    const device = await scriptedDevice(silent);
    await device.close();
    expect(await failure(device.port, file, endpoint)).toMatchObject({
      kind: 'refused',
      detail: { stage: 'connect' },
    });
  });

  it.each(ways)(
    'tells over %s a device that says nothing from one that is not there',
    async (_, file, endpoint) => {
      const device = await scriptedDevice(silent);
      closers.push(device.close);
      expect(await failure(device.port, file, endpoint)).toMatchObject({ kind: 'timeout', detail: {} });
    },
  );

  it('names the number of a refusal', async () => {
    const refuse: Behaviour = (request, socket) => {
      const head = request.subarray(0, 7);
      head.writeUInt16BE(3, 4);
      socket.write(Buffer.concat([head, Buffer.of((request[7] ?? 0) | 0x80, 4)]));
    };
    const device = await scriptedDevice(refuse);
    closers.push(device.close);
    expect(await failure(device.port, 'renogy.v1.yaml')).toMatchObject({ detail: { exception: 4 } });
  });

  it('knows the answer of another unit', async () => {
    const device = await scriptedDevice((request, socket) => {
      request.writeUInt16BE(3, 4);
      request.writeUInt8(9, 6);
      socket.write(request.subarray(0, 9));
    });
    closers.push(device.close);
    const found = await failure(device.port, 'renogy.v1.yaml', {}, { unitId: 3 });
    expect(found).toMatchObject({ kind: 'garbled', detail: { cause: 'other-unit' } });
  });
});
