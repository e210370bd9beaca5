import { describe, expect, it } from '@jest/globals';
import { batteryEntry, batteryTypeEntry, pollRules, tenantEntry } from '../testing/fleet-entries.js';
import { decidePoll } from './decide-poll.js';

const decide = (bmsConfig: Record<string, unknown>) =>
  decidePoll(
    {
      tenantId: 1,
      battery: batteryEntry({
        bmsProtocol: 'thingset',
        bmsConfig: { profile: 'libre-solar-bms', ...bmsConfig },
      }),
      type: batteryTypeEntry(),
      tenant: tenantEntry({}),
    },
    pollRules(),
  );

describe('a battery that speaks ThingSet', () => {
  it('says whether its lines carry sums and whether there is a shell before it', () => {
    expect(decide({ checksum: true, shell: false })).toMatchObject({
      type: 'poll',
      target: { address: { checksum: true, shell: false } },
    });
  });

  it('is polled in binary mode over a link of its own', () => {
    expect(decide({ mode: 'binary' })).toMatchObject({
      target: { link: 'thingset/binary/127.0.0.1/502', endpoint: { transport: 'tcp', mode: 'binary' } },
    });
    expect(decide({ mode: 'text' })).toMatchObject({ target: { link: 'thingset/tcp/127.0.0.1/502' } });
  });

  it('is polled on a serial device of this machine', () => {
    expect(decide({ transport: 'serial', serialDevice: '/dev/ttyACM0' })).toMatchObject({
      type: 'poll',
      target: { link: 'thingset/serial//dev/ttyACM0', endpoint: { serialDevice: '/dev/ttyACM0' } },
    });
  });

  it('is listened to where it reports by itself, over a link of its own', () => {
    expect(decide({ reports: true })).toMatchObject({
      target: { link: 'thingset/tcp/reports/127.0.0.1/502', endpoint: { reports: true } },
    });
    expect(decide({ transport: 'candump', unitId: 2 })).toMatchObject({
      target: { endpoint: { transport: 'candump' }, address: { unitId: 2 } },
    });
  });

  it.each([
    ['reports over HTTP', { transport: 'http', reports: true }, '/bmsConfig/reports'],
    ['reports in place of a CAN bus', { transport: 'candump', reports: true }, '/bmsConfig/reports'],
    ['sums on a CAN bus', { transport: 'candump', checksum: true }, '/bmsConfig/checksum'],
    ['sums over HTTP', { transport: 'http', checksum: true }, '/bmsConfig/checksum'],
    ['a shell over HTTP', { transport: 'http', shell: true }, '/bmsConfig/shell'],
    ['binary mode over HTTP', { transport: 'http', mode: 'binary' }, '/bmsConfig/mode'],
    [
      'binary mode on a serial device',
      { transport: 'serial', serialDevice: '/dev/ttyACM0', mode: 'binary' },
      '/bmsConfig/mode',
    ],
    ['sums in binary mode', { mode: 'binary', checksum: true }, '/bmsConfig/checksum'],
    ['sums behind a shell', { checksum: true, shell: true }, '/bmsConfig/checksum'],
    ['a sum that is no word', { checksum: 'yes' }, '/bmsConfig/checksum'],
  ])('is refused with %s', (_, bmsConfig, path) => {
    expect(decide(bmsConfig)).toMatchObject({ type: 'refused', wrong: [{ path }] });
  });
});
