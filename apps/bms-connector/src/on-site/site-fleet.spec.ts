import { beforeEach, describe, expect, it } from '@jest/globals';
import type { BatteryEntryV1, KnownEvent } from '@trackingbms/message-contracts';
import { batteryInFleet, siteFleet, typeInFleet } from '../testing/site-fleets.js';
import { readSiteFleet } from './read-site-fleet.js';
import { SiteFleet } from './site-fleet.js';

describe('the fleet of a site', () => {
  const told: string[] = [];
  const unreadable: string[] = [];
  let fleet: SiteFleet;

  beforeEach(() => {
    told.length = 0;
    unreadable.length = 0;
    const view = {
      apply: ({ id }: KnownEvent) => void told.push(id),
      forget: (key: string) => void told.push(`forget ${key}`),
    };
    fleet = new SiteFleet(view, (key) => unreadable.push(key));
  });
  const since = (): string[] => told.splice(0);

  it('is told whole the first time, the client last', () => {
    fleet.apply(siteFleet([typeInFleet(), batteryInFleet(7)]));
    expect(told).toEqual(['1/battery-type/3@1', '1/battery/7@1', '1@1']);
  });

  it('is told only what differs: what is new, what has changed, what is gone', () => {
    fleet.apply(siteFleet([typeInFleet(), batteryInFleet(7), batteryInFleet(8)]));
    since();
    fleet.apply(siteFleet([typeInFleet(), batteryInFleet(7), batteryInFleet(8)]));
    expect(since()).toEqual([]);
    fleet.apply(siteFleet([typeInFleet(), batteryInFleet(8, { version: 2 }), batteryInFleet(9)]));
    expect(since()).toEqual(['forget 1/battery/7', '1/battery/8@2', '1/battery/9@1']);
    fleet.apply(
      siteFleet([typeInFleet(), batteryInFleet(8, { version: 2 })], { version: 2, status: 'suspended' }),
    );
    expect(since()).toEqual(['forget 1/battery/9', '1@2']);
  });

  it('is told again of a battery that was away in between', () => {
    fleet.apply(siteFleet([batteryInFleet(7)]));
    fleet.apply(siteFleet([]));
    since();
    fleet.apply(siteFleet([batteryInFleet(7)]));
    expect(since()).toEqual(['1/battery/7@1']);
  });

  it('does not hold a battery of another site, even when the platform gives it', () => {
    const bmsConfig = { profile: 'sunspec-battery', siteConnectorId: 3 };
    fleet.apply(siteFleet([batteryInFleet(7), batteryInFleet(8, { bmsConfig })]));
    expect(told).toEqual(['1/battery/7@1', '1@1']);
  });

  it('goes on without an entry that it cannot read', () => {
    const wrong = batteryInFleet(8, { bmsPort: 'many' } as unknown as Partial<BatteryEntryV1>);
    const newer = { key: '1/novelty/1', type: 'com.trackingbms.Novelty.v1', data: { version: 1 } };
    fleet.apply(siteFleet([wrong, newer, batteryInFleet(7)]));
    expect(told).toEqual(['1/battery/7@1', '1@1']);
    expect(unreadable).toEqual(['1/battery/8', '1/novelty/1']);
  });

  it('of another client takes the place of the one before whole', () => {
    fleet.apply(siteFleet([batteryInFleet(7)]));
    since();
    fleet.apply({ siteConnectorId: 2, tenant: { tenantId: 5, version: 1, status: 'active' }, entries: [] });
    expect(since()).toEqual(['forget 1/battery/7', 'forget 1', '5@1']);
  });
});

describe('the document of a fleet', () => {
  it('is read as it was written', () => {
    const document = siteFleet([batteryInFleet(7)]);
    expect(readSiteFleet(JSON.stringify(document))).toEqual(document);
  });

  it.each([
    ['no JSON', '<html>'],
    ['null', 'null'],
    ['nothing of it', '{}'],
    ['no client', { ...siteFleet([]), tenant: undefined }],
    ['a client without a version', { ...siteFleet([]), tenant: { tenantId: 1, status: 'active' } }],
    ['entries that are no list', { ...siteFleet([]), entries: {} }],
    ['an entry without a version', { ...siteFleet([]), entries: [{ key: '1', type: 'x', data: {} }] }],
    ['an entry that is null', { ...siteFleet([]), entries: [null] }],
  ])('is none when it is %s', (_, document) => {
    expect(readSiteFleet(typeof document === 'string' ? document : JSON.stringify(document))).toBeUndefined();
  });
});
