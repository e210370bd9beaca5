import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OutgoingEvent } from '@trackingbms/event-log';
import {
  encodeEvent,
  type DeviceCommunicationV1,
  type ReadingsRecordedV1,
} from '@trackingbms/message-contracts';
import type { FieldSource } from '@trackingbms/device-profiles';
import { decidePoll } from '../fleet-view/decide-poll.js';
import type { PollTarget } from '../fleet-view/poll-target.js';
import type { ReadRequest } from '../protocols/battery-driver.js';
import { DeviceFailure, type FailureKind } from '../protocols/device-failure.errors.js';
import type { RawValue } from '../protocols/raw-value.js';
import { batteryEntry, batteryTypeEntry, pollRules, tenantEntry } from '../testing/fleet-entries.js';
import { ManualClock } from '../testing/manual-clock.js';
import { CommunicationCounts } from '../readings/communication-counts.js';
import { BatteryPoller } from './battery-poller.js';
import { OpenLinks } from './open-links.js';

const point = (name: string) => (source: FieldSource) => 'point' in source && source.point === name;

describe('polling a battery', () => {
  let clock: ManualClock;
  let sent: OutgoingEvent[];
  let answer: () => Record<string, RawValue>;
  let current: boolean;
  let poller: BatteryPoller;
  let communication: CommunicationCounts;
  let counted: DeviceCommunicationV1[];
  let target: PollTarget;

  beforeEach(() => {
    clock = new ManualClock();
    sent = [];
    current = true;
    answer = () => ({ V: 51.2, A: 10, W: 512, SoC: 50, ChaSt: 4 });
    const known = { tenantId: 1, battery: batteryEntry(), type: batteryTypeEntry(), tenant: tenantEntry() };
    const decision = decidePoll(known, pollRules());
    if (decision.type !== 'poll') throw new Error('not polled');
    const sources = Object.values(decision.target.profile.fields).flatMap((field) => field.from);
    const read = async ({ rawFrames }: ReadRequest) => {
      rawFrames?.begin();
      rawFrames?.add(Buffer.from('0103', 'hex'));
      const values = Object.entries(answer()).map(
        ([name, value]) => [sources.find(point(name)), value] as const,
      );
      return new Map(values.flatMap(([source, value]) => (source ? [[source, value] as const] : [])));
    };
    const driver = { ...decision.target.driver, openLink: () => ({ read, close: () => undefined }) };
    target = { ...decision.target, driver };
    const links = new OpenLinks();
    counted = [];
    communication = new CommunicationCounts(clock, 60);
    communication.start((events) => counted.push(...events.map(({ data }) => data as DeviceCommunicationV1)));
    poller = new BatteryPoller({
      clock,
      links,
      communication,
      send: (events) => sent.push(...events),
      isCurrent: () => current,
    });
  });

  const failing = (kind: FailureKind) => () => {
    throw new DeviceFailure(kind, 'no');
  };
  const types = () => sent.map(({ type }) => type.split('.')[2]);
  const reading = (index: number) => (sent[index]?.data as ReadingsRecordedV1).readings[0];

  it('does not ask a device that is not its own any more', async () => {
    let asked = 0;
    answer = () => ({ V: ++asked });
    current = false;
    expect(await poller.poll(target)).toBe(0);
    expect(asked).toBe(0);
    expect(sent).toEqual([]);
  });

  it('publishes a reading that its readers accept, and first that the device is there', async () => {
    expect(await poller.poll(target)).toBe(0);
    expect(types()).toEqual(['DeviceConnected', 'ReadingsRecorded']);
    for (const event of sent) expect(() => encodeEvent(event)).not.toThrow();
    expect(reading(1)).toMatchObject({
      timestamp: '2026-01-01T00:00:00.000Z',
      packVoltage: 51.2,
      packCurrent: 10,
      chargeCurrent: 10,
      socPercent: 50,
      operationMode: 'charging',
      communicationErrors: 0,
    });
    expect(Object.keys(reading(1) ?? {})).not.toContain('temperatures');
  });

  it('carries the failed polls with the next good reading, once', async () => {
    await poller.poll(target);
    const good = answer;
    answer = failing('timeout');
    expect([await poller.poll(target), await poller.poll(target)]).toEqual([1, 2]);
    answer = good;
    for (let poll = 0; poll < 2; poll++) {
      await clock.advance(10_000);
      await poller.poll(target);
    }
    expect(types()).toEqual(['DeviceConnected', 'ReadingsRecorded', 'ReadingsRecorded', 'ReadingsRecorded']);
    expect([reading(2)?.communicationErrors, reading(3)?.communicationErrors]).toEqual([2, 0]);
  });

  it('says that a device is gone and why, and that it is back', async () => {
    await poller.poll(target);
    const good = answer;
    answer = failing('refused');
    for (let poll = 0; poll < 5; poll++) await poller.poll(target);
    await clock.advance(1_000);
    answer = good;
    await poller.poll(target);
    expect(types().slice(2)).toEqual(['DeviceDisconnected', 'DeviceConnected', 'ReadingsRecorded']);
    expect(sent[2]?.data).toMatchObject({
      batteryId: 7,
      reason: 'refused',
      failures: 3,
      lastReadingAt: '2026-01-01T00:00:00.000Z',
    });
  });

  it('makes no reading out of an answer without a known value', async () => {
    answer = () => ({ V: null, A: null });
    expect(await poller.poll(target)).toBe(1);
    expect(sent).toEqual([]);
  });

  it('carries what the device sent only where the battery asks for it', async () => {
    await poller.poll(target);
    await clock.advance(10_000);
    await poller.poll({ ...target, keepRawFrames: true });
    expect(reading(1)?.rawFrames).toBeUndefined();
    expect(reading(2)?.rawFrames).toEqual(['0103']);
    for (const event of sent) expect(() => encodeEvent(event)).not.toThrow();
  });

  it('takes a defect of its own for a failed poll', async () => {
    answer = () => {
      throw new TypeError('a defect');
    };
    expect(await poller.poll(target)).toBe(1);
  });

  it('sets an impossible value aside and keeps the rest', async () => {
    answer = () => ({ V: 6553.5, A: 10, SoC: 655.35, ChaSt: 4 });
    await poller.poll(target);
    const { packVoltage, packCurrent, socPercent, setAside, dataQuality } = reading(1) ?? {};
    expect({ packVoltage, packCurrent, socPercent, dataQuality }).toEqual({
      packVoltage: undefined,
      packCurrent: 10,
      socPercent: undefined,
      dataQuality: 'poor',
    });
    expect(setAside?.map(({ field }) => field).sort()).toEqual(['packVoltage', 'socPercent']);
  });

  it('counts readings with the time they took and failures by kind', async () => {
    const good = answer;
    await poller.poll(target);
    answer = failing('timeout');
    await poller.poll(target);
    answer = () => ({ V: null, A: null });
    await poller.poll(target);
    answer = good;
    await poller.poll(target);
    await clock.advance(60_000);
    expect(counted).toMatchObject([
      { batteryId: 7, readings: 2, failures: { timeout: 1, garbled: 1 }, latencyMilliseconds: 0 },
    ]);
  });

  it('reports what a device failed with as soon as it counts as gone', async () => {
    answer = failing('reset');
    for (let poll = 0; poll < 3; poll++) await poller.poll(target);
    expect(counted).toMatchObject([{ batteryId: 7, readings: 0, failures: { reset: 3 } }]);
  });

  it('counts nothing of a poll whose battery has been changed meanwhile', async () => {
    current = false;
    await poller.poll(target);
    answer = failing('timeout');
    await poller.poll(target);
    communication.stop();
    expect(counted).toEqual([]);
  });

  it('throws away what comes of a poll whose battery has been changed meanwhile', async () => {
    current = false;
    await poller.poll(target);
    expect(sent).toEqual([]);
  });

  it('says of settings that cannot work that they are the reason', () => {
    poller.refuse(target);
    expect(sent[0]?.data).toMatchObject({ batteryId: 7, reason: 'configuration', failures: 1 });
    expect(() => encodeEvent(sent[0] as OutgoingEvent)).not.toThrow();
    expect(counted).toMatchObject([{ batteryId: 7, readings: 0, failures: { configuration: 1 } }]);
  });
});
