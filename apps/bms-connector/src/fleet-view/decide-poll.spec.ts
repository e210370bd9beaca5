import { describe, expect, it } from '@jest/globals';
import type { BatteryEntryV1, TenantEntryV1 } from '@trackingbms/message-contracts';
import { batteryEntry, batteryTypeEntry, pollRules, tenantEntry } from '../testing/fleet-entries.js';
import { decidePoll } from './decide-poll.js';
import { machineDeviceProblem } from './machine-device.js';

const decide = (battery: Partial<BatteryEntryV1> = {}, tenant: Partial<TenantEntryV1> = {}) =>
  decidePoll(
    { tenantId: 1, battery: batteryEntry(battery), type: batteryTypeEntry(), tenant: tenantEntry(tenant) },
    pollRules(),
  );

describe('whether a battery is polled', () => {
  it('and how follows from its settings, its type and the defaults', () => {
    expect(decide()).toMatchObject({
      type: 'poll',
      target: {
        key: '1/7',
        link: 'modbus/tcp/127.0.0.1/502',
        endpoint: { protocol: 'modbus', transport: 'tcp', host: '127.0.0.1', port: 502 },
        timeoutMilliseconds: 2_000,
        positiveCurrent: 'charging',
        keepRawFrames: false,
        rating: { cellCount: 16, ratedCapacityAh: 100, maxCurrent: 100 },
        cadence: { interval: 10_000, offlineAfter: 3 },
      },
    });
  });

  it('takes its own settings', () => {
    const bmsConfig = {
      profile: 'libre-solar-bms@1',
      transport: 'http',
      nodeId: '0A1B',
      pollIntervalSeconds: 2.5,
      timeoutMilliseconds: 300,
      keepRawFrames: true,
    };
    expect(decide({ bmsProtocol: 'thingset', bmsConfig, customCurrentDischargeMax: 120 })).toMatchObject({
      type: 'poll',
      target: {
        address: { nodeId: '0A1B' },
        cadence: { interval: 2_500 },
        timeoutMilliseconds: 300,
        keepRawFrames: true,
        rating: { maxCurrent: 120 },
      },
    });
  });

  it.each([
    ['inactive', { isActive: false }, {}],
    ['decommissioned', { status: 'decommissioned' as const }, {}],
    ['without an address', { bmsIpAddress: undefined }, {}],
    ['of a suspended tenant', {}, { status: 'suspended' as const }],
    ['of an archived tenant', {}, { status: 'archived' as const }],
  ])('not while it is %s', (_, battery, tenant) => {
    expect(decide(battery, tenant)).toEqual({ type: 'idle' });
  });

  it('not while its tenant is not known', () => {
    const known = { tenantId: 1, battery: batteryEntry(), type: undefined, tenant: undefined };
    expect(decidePoll(known, pollRules())).toEqual({ type: 'idle' });
  });

  it('is refused at an address that the operator keeps for another client', () => {
    const known = { tenantId: 1, battery: batteryEntry(), type: undefined, tenant: tenantEntry() };
    const decided = [2, 1].map((owner) =>
      decidePoll(known, pollRules(['127.0.0.0/8', `${owner}@127.0.0.1/32`])),
    );
    expect(decided).toMatchObject([
      { type: 'refused', wrong: [{ path: '/bmsIpAddress' }] },
      { type: 'poll' },
    ]);
  });

  it.each([
    ['address', { bmsIpAddress: '192.168.0.1' }, '/bmsIpAddress'],
    ['missing profile', { bmsConfig: {} }, '/bmsConfig/profile'],
    ['unknown profile', { bmsConfig: { profile: 'no-such' } }, '/bmsConfig/profile'],
    ['profile of another protocol', { bmsConfig: { profile: 'libre-solar-bms' } }, '/bmsConfig/profile'],
    ['protocol', { bmsProtocol: 'token-ring' as 'canbus' }, '/bmsProtocol'],
    ['transport', { bmsConfig: { profile: 'sunspec-battery', transport: 'http' } }, '/bmsConfig/transport'],
    ['unit', { bmsConfig: { profile: 'sunspec-battery', unitId: 300 } }, '/bmsConfig/unitId'],
    ['node', { bmsConfig: { profile: 'sunspec-battery', nodeId: 'a\n=b' } }, '/bmsConfig/nodeId'],
    ['word', { bmsConfig: { profile: 'sunspec-battery', untiId: 3 } }, '/bmsConfig/untiId'],
  ])('is refused for a wrong %s with the path', (_, battery, path) => {
    expect(decide(battery)).toMatchObject({ type: 'refused', wrong: [{ path }] });
  });

  it.each(['serial', 'socketcan'])(
    'is refused over %s where devices are shared: any replica may be given any device',
    (transport) => {
      expect(machineDeviceProblem(transport, true)).toMatchObject({ path: '/bmsConfig/transport' });
      expect(machineDeviceProblem(transport, false)).toBeUndefined();
    },
  );

  it('is refused for a serial device only where devices are shared', () => {
    const bmsConfig = { profile: 'libre-solar-bms', transport: 'serial', serialDevice: '/dev/ttyUSB0' };
    const battery = batteryEntry({ bmsProtocol: 'thingset', bmsConfig });
    const known = { tenantId: 1, battery, type: batteryTypeEntry(), tenant: tenantEntry() };
    expect(decidePoll(known, pollRules())).toMatchObject({ type: 'poll' });
    expect(decidePoll(known, { ...pollRules(), sharesDevices: true })).toMatchObject({
      type: 'refused',
      wrong: [{ path: '/bmsConfig/transport' }],
    });
  });

  it.each([
    ['at the platform, one without a site', undefined, false, 'poll'],
    ['at the platform, one of a site', 2, false, 'idle'],
    ['on the site, one of its own', 2, true, 'poll'],
    ['on the site, one without a site', undefined, true, 'idle'],
  ])('%s', (_, siteConnectorId, onSite, decision) => {
    const bmsConfig = { profile: 'sunspec-battery', ...(siteConnectorId && { siteConnectorId }) };
    const known = {
      tenantId: 1,
      battery: batteryEntry({ bmsConfig }),
      type: undefined,
      tenant: tenantEntry(),
    };
    expect(decidePoll(known, { ...pollRules(), onSite }).type).toBe(decision);
  });
});
