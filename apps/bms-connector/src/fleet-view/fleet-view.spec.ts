import { beforeEach, describe, expect, it } from '@jest/globals';
import { eventTypes, type EventTypeName, type KnownEvent } from '@trackingbms/message-contracts';
import { batteryEntry, batteryTypeEntry, pollRules, tenantEntry } from '../testing/fleet-entries.js';
import { BatteryRoster } from './battery-roster.js';
import { FleetView } from './fleet-view.js';

const event = (name: EventTypeName, data: object, tenantId = 1): KnownEvent =>
  ({
    id: '1',
    source: '/test',
    type: eventTypes[name].type,
    time: '2026-01-01T00:00:00.000Z',
    tenantId,
    data,
  }) as KnownEvent;

describe('the fleet as the topics tell it', () => {
  let done: string[];
  let view: FleetView;
  let roster: BatteryRoster;

  beforeEach(() => {
    done = [];
    roster = new BatteryRoster(pollRules(), {
      poll: ({ key, cadence }) => done.push(`poll ${key} ${cadence.interval}`),
      stop: (key) => done.push(`stop ${key}`),
      refuse: (_, wrong) => done.push(`refuse ${wrong[0]?.path}`),
    });
    view = new FleetView((key, battery) => roster.changed(key, battery));
    view.apply(event('TenantEntryV1', tenantEntry()));
    view.apply(event('BatteryTypeEntryV1', batteryTypeEntry()));
    view.apply(event('BatteryEntryV1', batteryEntry()));
  });

  it('starts nothing before all of it is known', () => {
    expect(done).toEqual([]);
    view.apply(event('TenantEntryV1', tenantEntry({ version: 2, status: 'suspended' })));
    roster.begin();
    expect(done).toEqual([]);
  });

  it('is followed at once', () => {
    roster.begin();
    const bmsConfig = { profile: 'sunspec-battery', pollIntervalSeconds: 5 };
    view.apply(event('BatteryEntryV1', batteryEntry({ version: 2, bmsConfig })));
    view.apply(event('BatteryEntryV1', batteryEntry({ version: 3, isActive: false })));
    view.apply(event('BatteryEntryV1', batteryEntry({ version: 4, bmsIpAddress: '8.8.8.8' })));
    view.apply(event('BatteryEntryV1', batteryEntry({ version: 5 })));
    expect(done).toEqual([
      'poll 1/7 10000',
      'poll 1/7 5000',
      'stop 1/7',
      'refuse /bmsIpAddress',
      'poll 1/7 10000',
    ]);
  });

  it('does not start a poll anew for a change that does not touch it, nor go back to an older version', () => {
    roster.begin();
    view.apply(event('BatteryEntryV1', batteryEntry({ version: 3, name: 'Renamed' })));
    view.apply(event('BatteryEntryV1', batteryEntry({ version: 2, isActive: false })));
    view.apply(event('BatteryEntryV1', batteryEntry({ version: 3 })));
    expect(done).toEqual(['poll 1/7 10000']);
  });

  it('stops a suspended tenant and nobody else', () => {
    view.apply(event('TenantEntryV1', tenantEntry({ tenantId: 2 }), 2));
    view.apply(event('BatteryEntryV1', batteryEntry(), 2));
    roster.begin();
    view.apply(event('TenantEntryV1', tenantEntry({ version: 2, status: 'suspended' })));
    view.apply(event('TenantEntryV1', tenantEntry({ version: 3 })));
    expect(done).toEqual(['poll 1/7 10000', 'poll 2/7 10000', 'stop 1/7', 'poll 1/7 10000']);
  });

  it('follows a change of the type to its batteries', () => {
    roster.begin();
    view.apply(event('BatteryTypeEntryV1', batteryTypeEntry({ version: 2, cellCount: 15 })));
    expect(done).toHaveLength(2);
    expect(roster.polledCount).toBe(1);
  });

  it.each([
    ['1/battery/7', 'stop 1/7'],
    ['1', 'stop 1/7'],
  ])('forgets what the key %s stands for', (key, said) => {
    roster.begin();
    view.forget(key);
    expect(done.at(-1)).toBe(said);
    view.forget(key);
    expect(done).toHaveLength(2);
  });

  it('says a refusal once, and again when it is another', () => {
    roster.begin();
    for (const version of [2, 3])
      view.apply(event('BatteryEntryV1', batteryEntry({ version, bmsConfig: {} })));
    view.apply(event('BatteryEntryV1', batteryEntry({ version: 4, bmsIpAddress: '8.8.8.8' })));
    expect(done.slice(1)).toEqual(['stop 1/7', 'refuse /bmsConfig/profile', 'refuse /bmsIpAddress']);
    expect(roster.refusedCount).toBe(1);
  });
});
