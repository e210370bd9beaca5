import { describe, expect, it } from '@jest/globals';
import type { IncomingRecord } from '@trackingbms/event-log';
import { encodeEvent, eventTypes, type KnownEvent } from '@trackingbms/message-contracts';
import { decodeRecord } from './decode-record.js';

const sentAt = Date.UTC(2026, 7, 31, 12);
const reading = (timestamp: string) => ({ timestamp, operationMode: 'idle', dataQuality: 'good' });

function record(data: object, changes: Partial<IncomingRecord & { type: string }> = {}): IncomingRecord {
  const { type = eventTypes.ReadingsRecordedV1.type, ...rest } = changes;
  const envelope = { id: 'event-1', source: '/test', time: '2026-08-31T12:00:00Z', tenantId: 5 };
  const event = { ...envelope, type: type as KnownEvent['type'], data };
  return { offset: 3n, key: '5/7', timestamp: sentAt, ...encodeEvent(event), ...rest };
}

const commissioned = { batteryId: 7, version: 2, commissionedAt: '2026-08-31T00:00:00.000Z' };
const sound = { batteryId: 7, readings: [reading('2026-08-31T11:59:59.000Z')] };

describe('a record of the readings topic', () => {
  it('is decoded with the id of its event', () => {
    expect(decodeRecord(record(sound))).toMatchObject({
      kind: 'decoded',
      decoded: {
        kind: 'readings',
        batteryId: 7,
        eventId: 'event-1',
        readings: [{ timestamp: sentAt - 1000 }],
      },
    });
  });

  it('may say that a device is there or lost', () => {
    const at = '2026-08-31T11:00:00.000Z';
    const connected = record({ batteryId: 7, at }, { type: eventTypes.DeviceConnectedV1.type });
    expect(decodeRecord(connected)).toMatchObject({ decoded: { kind: 'connected', at: sentAt - 3_600_000 } });
    const data = { batteryId: 7, at, reason: 'refused', failures: 4 };
    const lost = record(data, { type: eventTypes.DeviceDisconnectedV1.type });
    expect(decodeRecord(lost)).toMatchObject({
      decoded: { kind: 'disconnected', reason: 'refused', failures: 4 },
    });
  });

  it('may say how a device was reached', () => {
    const at = '2026-08-31T11:59:00.000Z';
    const data = {
      batteryId: 7,
      since: '2026-08-31T11:58:00.000Z',
      at,
      readings: 5,
      failures: { timeout: 1 },
    };
    const { type } = eventTypes.DeviceCommunicationV1;
    expect(decodeRecord(record(data, { type }))).toMatchObject({
      decoded: {
        kind: 'communication',
        period: {
          since: sentAt - 120_000,
          at: sentAt - 60_000,
          readings: 5,
          failures: { timeout: 1 },
          latencyMilliseconds: null,
          signalStrength: null,
        },
      },
    });
    const ahead = record({ ...data, at: '2026-09-30T00:00:00.000Z' }, { type });
    expect(decodeRecord(ahead)).toMatchObject({ rejection: { reason: 'TIME_IMPOSSIBLE' } });
  });

  it.each([
    ['KEY_INVALID', record(sound, { key: null })],
    ['TENANT_MISMATCH', record(sound, { key: '6/7' })],
    ['BATTERY_MISMATCH', record(sound, { key: '5/8' })],
    ['NOT_JSON', record(sound, { value: Buffer.from('{') })],
    ['TOMBSTONE', record(sound, { value: null })],
    [
      'DATA_INVALID readings.0.operationMode',
      record(sound, {
        value: Buffer.from('{"batteryId":7,"readings":[{"timestamp":"2026-08-31T11:59:59Z"}]}'),
      }),
    ],
    ['ENVELOPE_INVALID ce_specversion', record(sound, { headers: {} })],
    ['TIME_IMPOSSIBLE', record({ batteryId: 7, readings: [reading('2026-09-30T00:00:00.000Z')] })],
    ['UNEXPECTED_TYPE', record(commissioned, { type: eventTypes.BatteryCommissionedV1.type })],
  ])('is rejected with %s', (reason, rejected) => {
    expect(decodeRecord(rejected)).toEqual({ kind: 'rejected', rejection: { record: rejected, reason } });
  });

  it('keeps its other readings when one has an impossible time', () => {
    const mixed = record({
      batteryId: 7,
      readings: [reading('1999-01-01T00:00:00.000Z'), ...sound.readings],
    });
    const outcome = decodeRecord(mixed);
    expect(outcome).toMatchObject({ kind: 'decoded', rejection: { reason: 'TIME_IMPOSSIBLE' } });
    expect(outcome).toMatchObject({ decoded: { readings: [{ timestamp: sentAt - 1000 }] } });
  });

  it('waits when its version is newer than this program', () => {
    const { headers, ...rest } = record(sound);
    const ce_type = eventTypes.ReadingsRecordedV1.type.replace('.v1', '.v9');
    expect(decodeRecord({ ...rest, headers: { ...headers, ce_type } })).toEqual({ kind: 'from-the-future' });
  });
});
