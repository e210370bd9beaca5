import { beforeEach, describe, expect, it } from '@jest/globals';
import { eventTypes, type EventTypeName, type KnownEvent } from '@trackingbms/message-contracts';
import {
  batteryEntry,
  batteryTypeEntry,
  deviceProfileEntry,
  ownProfileText,
  pollRules,
  tenantEntry,
} from '../testing/fleet-entries.js';
import { BatteryRoster } from './battery-roster.js';
import { findProfile } from './find-profile.js';
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

let rules: ReturnType<typeof pollRules>;
let said: string[];

beforeEach(() => {
  said = [];
  rules = pollRules();
  const roster = new BatteryRoster(rules, {
    poll: ({ key, profile }) => said.push(`poll ${key} ${profile.profile}@${profile.version}`),
    stop: (key) => said.push(`stop ${key}`),
    refuse: ({ tenantId }, wrong) => said.push(`refuse ${tenantId} ${wrong[0]?.path} ${wrong[0]?.problem}`),
  });
  const view = new FleetView((key, battery) => roster.changed(key, battery));
  rules.ownProfiles.whenChanged((tenantId) => view.tellAgain(tenantId));
  for (const tenantId of [1, 2]) {
    view.apply(event('TenantEntryV1', tenantEntry({ tenantId }), tenantId));
    view.apply(event('BatteryTypeEntryV1', batteryTypeEntry(), tenantId));
    view.apply(event('BatteryEntryV1', batteryEntry({ bmsConfig: { profile: 'our-rack' } }), tenantId));
  }
  roster.begin();
  said.length = 0;
});

const shelve = (over: Parameters<typeof deviceProfileEntry>[0] = {}, tenantId = 1) =>
  rules.ownProfiles.apply(event('DeviceProfileEntryV1', deviceProfileEntry(over), tenantId));
const second = {
  deviceProfileId: 5,
  profileVersion: 2,
  text: ownProfileText.replace('version: 1', 'version: 2'),
};

describe("a client's own profile", () => {
  it('is listed for its client alone, in its newest version, where it can be read', () => {
    shelve();
    shelve(second);
    shelve({ deviceProfileId: 9, profile: 'broken', text: 'profile: [' });
    const listed = rules.ownProfiles.allOf(1).map(({ profile, version }) => `${profile}@${version}`);
    expect(listed).toEqual(['our-rack@2']);
    expect(rules.ownProfiles.allOf(2)).toEqual([]);
  });

  it('is taken up at once, by its own batteries only', () => {
    shelve();
    expect(said).toEqual(['poll 1/7 our-rack@1']);
    expect(rules.ownProfiles.find(2, 'our-rack')).toBeUndefined();
  });

  it('is followed by its next version, and by the former when that is retired', () => {
    shelve(second);
    shelve();
    expect(said).toEqual(['poll 1/7 our-rack@2']);
    shelve({ ...second, version: 2, isActive: false, text: '' });
    expect(said).toEqual(['poll 1/7 our-rack@2', 'poll 1/7 our-rack@1']);
  });

  it('is refused like one that never was once it is retired', () => {
    shelve();
    shelve({ version: 2, isActive: false, text: '' });
    expect(said.slice(1)).toEqual(['stop 1/7', 'refuse 1 /bmsConfig/profile is no known device profile']);
  });

  it('is pinned by its version', () => {
    shelve();
    shelve(second);
    expect(rules.ownProfiles.find(1, 'our-rack@1')).toMatchObject({ profile: { version: 1 } });
    expect(rules.ownProfiles.find(1, 'our-rack@3')).toBeUndefined();
  });

  it('is refused with its path, and without its words, when this connector cannot read it', () => {
    shelve({ text: ownProfileText.replace('u16', 'u17') });
    expect(said).toEqual([
      'refuse 1 /bmsConfig/profile cannot be read: see /fields/packVoltage/from/type of the profile',
    ]);
  });

  it('never stands in the place of one that everybody has', () => {
    shelve({ profile: 'sunspec-battery', text: ownProfileText.replace('our-rack', 'sunspec-battery') });
    expect(findProfile(rules, 1, 'sunspec-battery')).not.toMatchObject({ profile: { title: 'Our rack' } });
    expect(findProfile(rules, undefined, 'our-rack')).toBeUndefined();
  });

  it('does not go back to an older entry, and is gone with its tombstone', () => {
    shelve({ version: 3 });
    shelve({ version: 2, isActive: false });
    expect(said).toEqual(['poll 1/7 our-rack@1']);
    rules.ownProfiles.forget('1/device-profile/4');
    rules.ownProfiles.forget('1/device-profile/4');
    expect(said).toEqual([
      'poll 1/7 our-rack@1',
      'stop 1/7',
      'refuse 1 /bmsConfig/profile is no known device profile',
    ]);
  });
});
