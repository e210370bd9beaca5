import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeEvent } from '@trackingbms/message-contracts';
import { completeReading } from '@trackingbms/telemetry';
import { communicationCounted, presenceChanged, readingRecorded } from '../readings/battery-events.js';
import { checkSiteEvent, isRefused } from './check-site-event.js';

const now = Date.UTC(2026, 0, 8);
const day = 86_400_000;
const rules = { tenantId: 1, batteryIds: new Set([7, 8]), receivedAt: now };
const battery = { tenantId: 1, batteryId: 7 };
const readingAt = (timestamp: number, of = battery) =>
  readingRecorded(of, completeReading({ timestamp, packVoltage: 52.1 }));
/** As it comes over the wire. */
const sent = (event: object): Record<string, unknown> => {
  const { type, id, time, data } = JSON.parse(JSON.stringify(event)) as Record<string, unknown>;
  return { type, id, time, data };
};
const check = (event: unknown) => checkSiteEvent(event, rules);

describe('an event from a site', () => {
  it.each([
    ['a reading', readingAt(now)],
    ['a reading of days ago', readingAt(now - 6 * day)],
    ['a device that answers', presenceChanged(battery, { type: 'connected', at: now })],
    [
      'a device that does not',
      presenceChanged(battery, {
        type: 'disconnected',
        at: now,
        reason: 'timeout',
        failures: 3,
        lastReadingAt: now - 1_000,
      }),
    ],
    [
      'how a device was reached',
      communicationCounted(battery, {
        end: now,
        since: new Date(now - 60_000).toISOString(),
        readings: 6,
        failures: { timeout: 1 },
      }),
    ],
  ])('%s is the event that a connector at the platform would have made', (_, event) => {
    expect(check(sent(event))).toEqual(JSON.parse(JSON.stringify(event)));
  });

  it('takes nothing but type, id and data from the sender', () => {
    const honest = readingAt(now);
    const more = {
      topic: 'other',
      key: '2/9',
      tenantId: 2,
      source: '/evil',
      subject: 'x',
      correlationId: 'y',
    };
    expect(check({ ...sent(honest), ...more, time: '2020-01-01T00:00:00.000Z' })).toEqual(
      JSON.parse(JSON.stringify(honest)),
    );
  });

  const twice = sent(readingAt(now));
  const data = twice.data as { readings: object[] };
  it.each([
    ['no object', 'text', { code: 'NOT_AN_EVENT', path: '' }],
    ['null', null, { code: 'NOT_AN_EVENT', path: '' }],
    ['a list', [], { code: 'NOT_AN_EVENT', path: '' }],
    ['no type', {}, { code: 'TYPE_NOT_TAKEN', path: '/type' }],
    [
      'a type of others',
      { ...twice, type: 'com.trackingbms.BatteryEntry.v1' },
      { code: 'TYPE_NOT_TAKEN', path: '/type' },
    ],
    ['no data', { ...twice, data: undefined }, { code: 'DATA_INVALID', path: '/data' }],
    [
      'a value that is none',
      { ...twice, data: { ...data, readings: [{ ...data.readings[0], packVoltage: 'high' }] } },
      { code: 'DATA_INVALID', path: '/data/readings/0/packVoltage' },
    ],
    [
      'two readings',
      { ...twice, data: { ...data, readings: [...data.readings, ...data.readings] } },
      { code: 'ONE_READING', path: '/data/readings' },
    ],
    [
      'a battery of others',
      sent(readingAt(now, { tenantId: 1, batteryId: 9 })),
      { code: 'NOT_OF_THIS_SITE', path: '/data/batteryId' },
    ],
    [
      'a time ahead of ours',
      sent(readingAt(now + 6 * 60_000)),
      { code: 'TIME_IMPOSSIBLE', path: '/data/readings/0/timestamp' },
    ],
    [
      'a presence ahead of ours',
      sent(presenceChanged(battery, { type: 'connected', at: now + day })),
      { code: 'TIME_IMPOSSIBLE', path: '/data/at' },
    ],
    [
      'a time before 2000',
      sent(readingAt(1_000)),
      { code: 'TIME_IMPOSSIBLE', path: '/data/readings/0/timestamp' },
    ],
    [
      'the id of another fact',
      { ...twice, id: sent(readingAt(now - 1)).id },
      { code: 'ID_MISMATCH', path: '/id' },
    ],
    [
      'what was read for another client',
      sent(readingAt(now, { tenantId: 2, batteryId: 7 })),
      { code: 'ID_MISMATCH', path: '/id' },
    ],
    ['no id', { ...twice, id: undefined }, { code: 'ID_MISMATCH', path: '/id' }],
    [
      'more than the log takes',
      { ...twice, data: { ...data, more: 'x'.repeat(1024 * 1024) } },
      { code: 'TOO_LARGE', path: '/data' },
    ],
  ])('is not taken with %s', (_, event, refusal) => {
    expect(check(event)).toEqual(refusal);
  });

  it('of whatever shape is refused or one that the log takes, for a battery of this site', () => {
    const leaf = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(7, 8, 9, now, '2026-01-07T00:00:00.000Z', 'idle', 'good'),
    );
    const readings = fc.array(
      fc.record(
        { timestamp: leaf, operationMode: leaf, dataQuality: leaf, packVoltage: leaf },
        { requiredKeys: [] },
      ),
      { maxLength: 2 },
    );
    const anyEvent = fc.record(
      {
        type: fc.constantFrom(
          'com.trackingbms.ReadingsRecorded.v1',
          'com.trackingbms.DeviceConnected.v1',
          '',
          7,
        ),
        id: leaf,
        data: fc.record(
          { batteryId: leaf, at: leaf, readings: fc.oneof(readings, leaf) },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), anyEvent), (event) => {
        const checked = check(event);
        if (isRefused(checked)) return /^$|^\/(type|id|data)/.test(checked.path);
        encodeEvent(checked);
        return ['1/7', '1/8'].includes(checked.key);
      }),
      { numRuns: 5_000 },
    );
  });
});
