import { describe, expect, it } from '@jest/globals';
import { DeviceProfiles } from '@trackingbms/device-profiles';
import { shippedProfile } from '@trackingbms/device-profiles/testing';
import { EventsNotPublished, type OutgoingEvent } from '@trackingbms/event-log';
import { eventTypes, type BatteryEntryV1, type ReadingsRecordedV1 } from '@trackingbms/message-contracts';
import type { KnownBattery } from '../fleet-view/decide-poll.js';
import { batteryEntry, batteryTypeEntry, pollRules, tenantEntry } from '../testing/fleet-entries.js';
import { AcceptReadings, type PushOutcome } from './accept-readings.js';

const now = Date.UTC(2026, 5, 1, 12);
const at = (seconds: number) => new Date(now + seconds * 1_000).toISOString();
const battery = { tenantId: 1, batteryId: 7 };
const pushing = { bmsIpAddress: undefined, bmsConfig: {} };

const profiles = new DeviceProfiles([
  shippedProfile('trackingbms-json.v1.yaml'),
  shippedProfile('sunspec-battery.v1.yaml'),
]);

const { checkConnection } = pollRules();

function door(over: Partial<BatteryEntryV1> = {}, known: Partial<KnownBattery> = {}, perMinute = 600) {
  const published: OutgoingEvent[][] = [];
  const counts: string[] = [];
  const log = { isAway: false };
  const known7: KnownBattery = {
    tenantId: 1,
    battery: batteryEntry({ ...pushing, ...over }),
    type: batteryTypeEntry(),
    tenant: tenantEntry(),
    ...known,
  };
  const readings = new AcceptReadings({
    rules: {
      findProfile: (_, reference) => profiles.find(reference),
      checkConnection,
    },
    find: ({ tenantId, batteryId }) => (tenantId === 1 && batteryId === 7 ? known7 : undefined),
    sink: {
      publish: async (events) => {
        if (log.isAway) throw new EventsNotPublished('TIMEOUT', [...events.keys()]);
        published.push([...events]);
      },
    },
    communication: {
      read: () => counts.push('read'),
      failed: (_, kind) => counts.push(kind),
    },
    readingsPerMinute: perMinute,
  });
  const push = (documents: readonly unknown[], receivedAt = now): Promise<PushOutcome> =>
    readings.accept({ battery: { tenantId: 1, batteryId: 7 }, documents, receivedAt });
  const stored = () =>
    published
      .flat()
      .filter(({ type }) => type === eventTypes.ReadingsRecordedV1.type)
      .flatMap(({ data }) => (data as ReadingsRecordedV1).readings);
  return { push, published, stored, counts, log, readings };
}

describe('pushed readings', () => {
  it('are accepted with their own times, in the order of these, with what was not believed set aside', async () => {
    const { push, stored } = door();
    const outcome = await push([
      { timestamp: at(-10), packVoltage: 52.8, socPercent: 250 },
      { timestamp: at(-20), packVoltage: 52.7 },
    ]);
    expect(outcome).toEqual({ type: 'accepted', accepted: 2, duplicates: 0, setAside: 1, refused: [] });
    expect(stored()).toMatchObject([
      { timestamp: at(-20), packVoltage: 52.7 },
      { timestamp: at(-10), packVoltage: 52.8, dataQuality: 'poor', setAside: [{ field: 'socPercent' }] },
    ]);
    expect(stored()[1]).not.toHaveProperty('socPercent');
  });

  it('make the same event when they come again, and each of them keeps its identity in another batch', async () => {
    const batch = [
      { timestamp: at(-20), packVoltage: 52.7 },
      { timestamp: at(-10), packVoltage: 52.8 },
    ];
    const { push, published, stored } = door();
    await push(batch);
    await push(batch);
    await push([...batch, { timestamp: at(0), packVoltage: 52.9 }]);
    const ids = published.map((events) => events.at(-1)?.id);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
    expect(stored().map(({ timestamp }) => timestamp)).toEqual([-20, -10, -20, -10, -20, -10, 0].map(at));
  });

  it('of one time count once, the first of them', async () => {
    const { push, stored } = door();
    const outcome = await push([1, 2, 3].map((packVoltage) => ({ timestamp: at(0), packVoltage })));
    expect(outcome).toMatchObject({ accepted: 1, duplicates: 2 });
    expect(stored()).toMatchObject([{ packVoltage: 1 }]);
  });

  it('that may have been kept on their way need times of their own', async () => {
    const { readings, stored } = door();
    const push = (documents: readonly unknown[]) =>
      readings.accept({ battery, documents, receivedAt: now, needsTimes: true });
    expect(await push([{ packVoltage: 52.8 }])).toEqual({
      type: 'nothing-kept',
      refused: [{ index: 0, reason: 'TIME_MISSING' }],
    });
    await push([{ timestamp: at(-10), packVoltage: 52.8 }]);
    expect(stored()).toMatchObject([{ timestamp: at(-10) }]);
  });

  it('that were kept on their way may come all at once, but were not measured faster than is allowed', async () => {
    const { readings } = door({}, {}, 60);
    const push = (second: number) =>
      readings.accept({
        battery,
        documents: [{ timestamp: at(second), packVoltage: 52.8 }],
        receivedAt: now,
        needsTimes: true,
      });
    const types = async (seconds: readonly number[]) => {
      const found = new Set<string>();
      for (const second of seconds) found.add((await push(second)).type);
      return [...found];
    };
    const day = Array.from({ length: 1_300 }, (_, index) => index - 4_000);
    expect(await types(day)).toEqual(['accepted']);
    const tenth = Array.from({ length: 1_300 }, (_, index) => index / 10 - 1_000);
    expect(await types(tenth)).toEqual(['accepted', 'over-rate']);
  });

  it('without a time are of now, but only alone', async () => {
    const { push, stored } = door();
    expect(await push([{ packVoltage: 52.8 }])).toMatchObject({ accepted: 1 });
    expect(stored()).toMatchObject([{ timestamp: at(0) }]);
    expect(await push([{ packVoltage: 52.8 }, { timestamp: at(1), packVoltage: 52.8 }])).toMatchObject({
      accepted: 1,
      refused: [{ index: 0, reason: 'TIME_MISSING' }],
    });
  });

  it.each([
    ['has a time that is none', { timestamp: 'yesterday', packVoltage: 1 }, 'TIME_INVALID'],
    ['has a time without its zone', { timestamp: '2026-06-01T12:00:00', packVoltage: 1 }, 'TIME_INVALID'],
    ['is of the future', { timestamp: at(301), packVoltage: 1 }, 'TIME_IMPOSSIBLE'],
    [
      'is of a clock that was never set',
      { timestamp: '1970-01-01T00:00:00Z', packVoltage: 1 },
      'TIME_IMPOSSIBLE',
    ],
    ['says nothing', { timestamp: at(0), packVoltage: null, cells: 7 }, 'NO_VALUE'],
  ])('are refused one by one when one %s', async (_, wrong, reason) => {
    const { push, stored } = door();
    const good = { timestamp: at(0), packVoltage: 52.8 };
    expect(await push([good, wrong])).toMatchObject({ accepted: 1, refused: [{ index: 1, reason }] });
    expect(await push([wrong])).toEqual({ type: 'nothing-kept', refused: [{ index: 0, reason }] });
    expect(stored()).toHaveLength(1);
  });

  it.each([
    ['is no object', 7, { type: 'not-a-reading', index: 1 }],
    ['is an array', [], { type: 'not-a-reading', index: 1 }],
    ['names another battery', { batteryId: 8, packVoltage: 1 }, { type: 'other-battery', index: 1 }],
    [
      'names no battery that could be',
      { batteryId: {}, packVoltage: 1 },
      { type: 'other-battery', index: 1 },
    ],
  ])('are refused together when one of them %s', async (_, wrong, outcome) => {
    const { push, published } = door();
    expect(await push([{ timestamp: at(0), packVoltage: 1 }, wrong])).toEqual(outcome);
    expect(published).toEqual([]);
  });

  it.each([7, '7', 'SN-7', '0197a000-0000-7000-8000-000000000001'])(
    'may name their own battery as %s',
    async (batteryId) => {
      expect(await door().push([{ batteryId, packVoltage: 1 }])).toMatchObject({ accepted: 1 });
    },
  );

  it('are at most a thousand, wherever they are written', async () => {
    const readings = Array.from({ length: 501 }, (_, index) => ({ timestamp: at(-index), packVoltage: 1 }));
    expect(await door().push([{ readings }, { readings }])).toEqual({ type: 'too-many' });
    expect(await door().push([{ readings }])).toMatchObject({ accepted: 501 });
  });
});

describe('whose pushed readings are taken', () => {
  it.each([
    ['an inactive battery', { isActive: false }, {}],
    ['a decommissioned battery', { status: 'decommissioned' as const }, {}],
    ['a suspended client', {}, { tenant: tenantEntry({ status: 'suspended' }) }],
    ['a client that is not known', {}, { tenant: undefined }],
  ])('not those of %s', async (_, battery, known) => {
    const { push, published } = door(battery, known);
    expect(await push([{ packVoltage: 1 }])).toEqual({ type: 'not-served' });
    expect(published).toEqual([]);
  });

  it.each([
    ['a profile that is polled', { profile: 'sunspec-battery' }, '/profile'],
    ['a profile that nobody knows', { profile: 'nothing' }, '/profile'],
    ['a setting that is none', { profile: 'trackingbms-json', speed: 9 }, '/speed'],
  ])('not those of a battery with %s', async (_, bmsConfig, path) => {
    const outcome = await door({ bmsConfig }).push([{ packVoltage: 1 }]);
    expect(outcome).toMatchObject({ type: 'refused-settings', wrong: [{ path }] });
  });
});

describe('a device that pushes', () => {
  const types = (events: readonly OutgoingEvent[] | undefined) => events?.map(({ type }) => type);
  const connected = eventTypes.DeviceConnectedV1.type;

  it('is connected at its first push, and again after a silence', async () => {
    const { push, published } = door({ bmsConfig: { profile: 'trackingbms-json', pollIntervalSeconds: 30 } });
    for (const seconds of [0, 30, 121, 211]) await push([{ packVoltage: 1 }], now + seconds * 1_000);
    expect(published.map((events) => types(events)?.includes(connected))).toEqual([true, false, true, false]);
  });

  it('may send what was not acknowledged again, judged as if it had not been sent', async () => {
    const { push, published, log } = door();
    const reading = { timestamp: at(0), packVoltage: 52.8 };
    log.isAway = true;
    expect(await push([reading])).toEqual({ type: 'log-away' });
    log.isAway = false;
    expect(await push([reading])).toMatchObject({ accepted: 1 });
    expect(types(published[0])).toEqual([connected, eventTypes.ReadingsRecordedV1.type]);
  });

  it('does not disturb the course of its values by a reading that comes late', async () => {
    const still = (minutes: number, mean: number) => ({
      timestamp: at(minutes * 60),
      packVoltage: 50,
      cellVoltages: [3.2, mean],
    });
    const { push, stored } = door();
    await push([still(-40, 3.2)]);
    await push([still(-20, 3.3)]);
    await push([{ timestamp: at(-30 * 60), packVoltage: 40 }]);
    await push([still(0, 3.25)]);
    // The pack and the first cell have not moved for 40 minutes, which the late reading does not hide.
    const qualities = stored().map(({ dataQuality }) => dataQuality);
    expect(qualities.at(-1)).not.toBe(qualities[0]);
  });

  it('is held up when it pushes too much, and told how long', async () => {
    const { push, readings } = door({}, {}, 60);
    const batch = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({ timestamp: at(-from - index), packVoltage: 1 }));
    expect(await push(batch(0, 1_000))).toMatchObject({ accepted: 1_000 });
    expect(await push(batch(1_000, 2))).toEqual({ type: 'over-rate', wait: 2_000 });
    expect(readings.waitOf({ tenantId: 1, batteryId: 7 }, now)).toBe(1_000);
    expect(await push(batch(1_000, 2), now + 2_000)).toMatchObject({ accepted: 2 });
  });

  it('is counted as reached by each reading that is kept, and as failing by each that is not', async () => {
    const { push, counts } = door();
    await push([
      { timestamp: at(0), packVoltage: 1 },
      { timestamp: 'x', packVoltage: 1 },
    ]);
    await push([7]);
    expect(counts).toEqual(['refused-value', 'read', 'garbled']);
  });

  it('does not pay for what the log has not taken', async () => {
    const { push, log } = door({}, {}, 60);
    const batch = Array.from({ length: 1_000 }, (_, index) => ({ timestamp: at(-index), packVoltage: 1 }));
    log.isAway = true;
    await push(batch);
    log.isAway = false;
    expect(await push(batch)).toMatchObject({ accepted: 1_000 });
  });
});
