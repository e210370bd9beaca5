import { describe, expect, it } from '@jest/globals';
import { eventTypes, type KnownEvent } from '@trackingbms/message-contracts';
import { EntryViews } from '../fleet-view/entry-views.js';
import { batteryEntry, batteryTypeEntry, tenantEntry } from '../testing/fleet-entries.js';
import { SiteFleets } from './site-fleets.js';

type Entry = readonly [name: keyof typeof eventTypes, data: object, tenantId?: number];
const eventOf = ([name, data, tenantId = 1]: Entry): KnownEvent =>
  ({ type: eventTypes[name].type, tenantId, data }) as KnownEvent;

const tenant = (over: object = {}): Entry => ['TenantEntryV1', tenantEntry(over)];
const type = (batteryTypeId: number, version = 1): Entry => [
  'BatteryTypeEntryV1',
  batteryTypeEntry({ batteryTypeId, version }),
];
const battery = (batteryId: number, site: number | undefined, over: object = {}): Entry => [
  'BatteryEntryV1',
  batteryEntry({
    batteryId,
    bmsConfig: { profile: 'sunspec-battery', ...(site && { siteConnectorId: site }) },
    ...over,
  }),
];
const profile = (deviceProfileId: number, name: string): Entry => [
  'DeviceProfileEntryV1',
  { deviceProfileId, version: 1, profile: name, profileVersion: 1, text: 'yaml', isActive: true },
];

function knowing(...entries: readonly Entry[]): {
  fleets: SiteFleets;
  learn(...more: readonly Entry[]): void;
} {
  const views = new EntryViews();
  const fleets = new SiteFleets(views);
  const learn = (...more: readonly Entry[]) => more.forEach((entry) => views.apply(eventOf(entry)));
  learn(...entries);
  return { fleets, learn };
}
const site = { tenantId: 1, siteConnectorId: 2 };
const keysOf = (fleets: SiteFleets) => fleets.of(site)?.document.entries.map(({ key }) => key);

describe('what a site has to poll', () => {
  it('is its own batteries, their types and the client’s profiles that they use, and nothing else', () => {
    const { fleets } = knowing(
      tenant(),
      battery(7, 2),
      battery(8, 2, { batteryTypeId: 4, bmsConfig: { profile: 'own-maker@2', siteConnectorId: 2 } }),
      battery(9, 3),
      battery(10, undefined),
      ['BatteryEntryV1', batteryEntry({ batteryId: 11, bmsConfig: { profile: 'x', siteConnectorId: 2 } }), 5],
      type(3),
      type(4),
      type(5),
      profile(1, 'own-maker'),
      profile(2, 'other-maker'),
    );
    expect(keysOf(fleets)).toEqual([
      '1/device-profile/1',
      '1/battery-type/3',
      '1/battery-type/4',
      '1/battery/7',
      '1/battery/8',
    ]);
    expect([...(fleets.of(site)?.batteryIds ?? [])]).toEqual([7, 8]);
  });

  it('does not say where the client’s data is', () => {
    const { fleets } = knowing(tenant());
    expect(fleets.of(site)?.document.tenant).toEqual({ tenantId: 1, version: 1, status: 'active' });
  });

  it('is not known before the client is', () => {
    const { fleets, learn } = knowing(battery(7, 2));
    expect(fleets.of(site)).toBeUndefined();
    learn(tenant());
    expect(keysOf(fleets)).toEqual(['1/battery/7']);
    fleets.forget('1');
    expect(fleets.of(site)).toBeUndefined();
  });

  it('has the same tag in every process, whatever came in which order', () => {
    const entries = [tenant(), battery(7, 2), battery(8, 2), type(3), profile(1, 'sunspec-battery')];
    const tag = knowing(...entries).fleets.of(site)?.tag;
    expect(tag).toMatch(/^"[0-9a-f]{32}"$/);
    expect(knowing(...entries.reverse()).fleets.of(site)?.tag).toBe(tag);
  });

  it('has another tag once something of it has changed, and only then', () => {
    const { fleets, learn } = knowing(tenant(), battery(7, 2), type(3));
    const tags = [fleets.of(site)?.tag];
    const changed = (...more: Entry[]) => {
      learn(...more);
      tags.push(fleets.of(site)?.tag);
      return tags.at(-1) !== tags.at(-2);
    };
    expect(changed(battery(9, 3), tenant(), battery(7, 2), type(9))).toBe(false);
    expect(changed(battery(7, 2, { version: 2, bmsPort: 1502 }))).toBe(true);
    expect(changed(type(3, 2))).toBe(true);
    expect(changed(tenant({ version: 2, status: 'suspended' }))).toBe(true);
    expect(changed(battery(7, 3, { version: 3 }))).toBe(true);
    expect(keysOf(fleets)).toEqual([]);
    expect(changed(battery(7, 2, { version: 2 }))).toBe(false);
  });

  it('is without a battery that is gone', () => {
    const { fleets } = knowing(tenant(), battery(7, 2), battery(8, 2));
    fleets.forget('1/battery/7');
    expect([...(fleets.of(site)?.batteryIds ?? [])]).toEqual([8]);
  });
});
