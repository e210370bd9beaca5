import { describe, expect, it } from '@jest/globals';
import { linkKey } from '../polling/open-links.js';
import { batteryEntry, batteryTypeEntry, pollRules, tenantEntry } from '../testing/fleet-entries.js';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import { DeviceProfiles } from '@trackingbms/device-profiles';
import { decidePoll } from './decide-poll.js';
import { serialProblem } from './serial-connection.js';

const rules = { ...pollRules(), profiles: new DeviceProfiles([shippedProfile('jk-nw.v1.yaml')]) };

const decide = (bmsConfig: Record<string, unknown>) =>
  decidePoll(
    {
      tenantId: 1,
      battery: batteryEntry({ bmsProtocol: 'serial', bmsConfig: { profile: 'jk-nw', ...bmsConfig } }),
      type: batteryTypeEntry(),
      tenant: tenantEntry({}),
    },
    rules,
  );

describe('a battery on a serial line', () => {
  it('is polled behind a serial server like any other', () => {
    expect(decide({ transport: 'tcp' })).toMatchObject({
      type: 'poll',
      target: { endpoint: { transport: 'tcp', host: '127.0.0.1', port: 502 } },
    });
  });

  it('is polled on a device of this machine at the speed of its profile or its own', () => {
    const serialDevice = '/dev/ttyUSB0';
    expect(decide({ transport: 'serial', serialDevice })).toMatchObject({
      type: 'poll',
      target: { link: 'serial/serial//dev/ttyUSB0', endpoint: { serialDevice, baudRate: 115_200 } },
    });
    expect(decide({ transport: 'serial', serialDevice, baudRate: 9_600 })).toMatchObject({
      target: { endpoint: { baudRate: 9_600 } },
    });
  });

  it.each([
    [
      'a device that is none',
      { transport: 'serial', serialDevice: '/etc/passwd' },
      '/bmsConfig/serialDevice',
    ],
    ['a path upwards', { transport: 'serial', serialDevice: '/dev/tty/../sda' }, '/bmsConfig/serialDevice'],
    ['no device', { transport: 'serial' }, '/bmsConfig/serialDevice'],
    ['a device over TCP', { transport: 'tcp', serialDevice: '/dev/ttyUSB0' }, '/bmsConfig/serialDevice'],
    [
      'an absurd speed',
      { transport: 'serial', serialDevice: '/dev/ttyUSB0', baudRate: 1 },
      '/bmsConfig/baudRate',
    ],
  ])('is refused with %s', (_, bmsConfig, path) => {
    expect(decide(bmsConfig)).toMatchObject({ type: 'refused', wrong: [{ path }] });
  });

  it('is refused on a device of another machine', () => {
    const connection = { transport: 'serial', serialDevice: '/dev/ttyUSB0' };
    expect(serialProblem(connection, '10.0.0.7')).toMatchObject({ path: '/bmsIpAddress' });
  });

  it('shares a device with the others on it, whatever address they were given', () => {
    const endpoint = { protocol: 'serial', transport: 'serial', serialDevice: '/dev/ttyUSB0' } as const;
    const keys = [1, 2].map((port) => linkKey({ ...endpoint, host: '127.0.0.1', port }));
    expect(new Set(keys).size).toBe(1);
  });
});
