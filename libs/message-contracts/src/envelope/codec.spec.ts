import { describe, expect, it } from '@jest/globals';
import { Kafka } from 'cloudevents';
import fc from 'fast-check';
import { eventTypes } from '../event-types.js';
import { sampleReadings } from '../testing/sample-readings.js';
import type { DomainEvent, EncodedEvent } from './domain-event.js';
import { decodeEvent } from './decode-event.js';
import { encodeEvent } from './encode-event.js';
import { EventNotValid } from './event-not-valid.errors.js';

const start = Date.parse('2025-03-01T12:00:00Z');
const event: DomainEvent = {
  id: '0195512e-9c00-7000-8000-00000000000a',
  source: '/bms-connector',
  type: eventTypes.ReadingsRecordedV1.type,
  time: '2025-03-01T12:00:00.000Z',
  tenantId: 3,
  subject: 'battery/17',
  correlationId: 'asked',
  causationId: 'caused',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  data: sampleReadings(17, start, 2),
};
const encoded = encodeEvent(event);

const altered = (headers: Record<string, string | undefined>, value = encoded.value): EncodedEvent => {
  const merged = Object.entries({ ...encoded.headers, ...headers });
  return {
    headers: Object.fromEntries(merged.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]]))),
    value,
  };
};
const withData = (data: unknown): EncodedEvent => altered({}, Buffer.from(JSON.stringify(data)));

describe('an encoded event', () => {
  it('is a CloudEvent in the eyes of the reference library', () => {
    const { headers, value } = encoded;
    const message = { headers: { ...headers }, body: String(value), key: '3/17', value: String(value) };
    const read = Kafka.toEvent(message as unknown as Parameters<typeof Kafka.toEvent>[0]);
    expect(Array.isArray(read)).toBe(false);
    if (Array.isArray(read)) return;
    expect(read).toMatchObject({
      specversion: '1.0',
      id: event.id,
      source: event.source,
      type: event.type,
      time: event.time,
      subject: event.subject,
      datacontenttype: 'application/json',
      tenantid: '3',
      correlationid: 'asked',
      causationid: 'caused',
    });
    expect(typeof read.data === 'string' ? JSON.parse(read.data) : read.data).toEqual(event.data);
    expect((read as unknown as { validate(): boolean }).validate()).toBe(true);
  });

  it('is read as it was', () => {
    expect(decodeEvent(encoded)).toEqual({ ok: true, event });
  });

  it('without data is a tombstone', () => {
    const tombstone = encodeEvent({ ...event, data: null });
    expect(tombstone.value).toBeNull();
    expect(decodeEvent(tombstone)).toMatchObject({
      ok: false,
      reason: 'TOMBSTONE',
      envelope: { tenantId: 3 },
    });
  });

  it.each([
    ['ce_id', { id: '' }],
    ['ce_tenantid', { tenantId: 0 }],
    ['ce_tenantid', { tenantId: 1.5 }],
    ['ce_time', { time: '2025-03-01 12:00' }],
    ['ce_time', { time: '2025-03-01T12:00:00+01:00' }],
    ['ce_type', { type: 'com.trackingbms.Nothing.v1' }],
    ['batteryId', { data: { ...sampleReadings(17, start), batteryId: 0 } }],
    [
      'readings.0.packVoltage',
      {
        data: {
          batteryId: 1,
          readings: [{ ...sampleReadings(1, start).readings[0], packVoltage: Number.NaN }],
        },
      },
    ],
    ['$', { data: [] }],
  ])('is refused when %s is wrong, without its value', (field, change) => {
    expect(() => encodeEvent({ ...event, ...change })).toThrow(
      new EventNotValid({ ...event, ...change }.type, field),
    );
  });

  it('leaves the data of its caller as they are', () => {
    const data = { batteryId: 1, readings: [{ ...sampleReadings(1, start).readings[0], ambientTemp: null }] };
    encodeEvent({ ...event, data });
    expect(data.readings[0]).toHaveProperty('ambientTemp', null);
  });
});

describe('a record on the topic', () => {
  it('may have fields that this release does not know', () => {
    const { batteryId, readings } = sampleReadings(17, start);
    const newer = {
      batteryId,
      readings: readings.map((reading) => ({ ...reading, humidity: 40 })),
      firmware: '2.1',
    };
    expect(decodeEvent(withData(newer))).toMatchObject({ ok: true, event: { data: newer } });
  });

  it('may say null for what is not known', () => {
    const { batteryId, readings } = sampleReadings(17, start);
    const decoded = decodeEvent(withData({ batteryId, readings: [{ ...readings[0], packVoltage: null }] }));
    const rest = Object.fromEntries(
      Object.entries(readings[0] ?? {}).filter(([name]) => name !== 'packVoltage'),
    );
    expect(decoded).toMatchObject({ ok: true, event: { data: { batteryId, readings: [rest] } } });
    expect(JSON.stringify(decoded)).not.toContain('packVoltage');
  });

  it.each([
    [
      'no ce_specversion',
      altered({ ce_specversion: undefined }),
      { reason: 'ENVELOPE_INVALID', field: 'ce_specversion' },
    ],
    [
      'another ce_specversion',
      altered({ ce_specversion: '2.0' }),
      { reason: 'ENVELOPE_INVALID', field: 'ce_specversion' },
    ],
    ['no tenant', altered({ ce_tenantid: undefined }), { reason: 'ENVELOPE_INVALID', field: 'ce_tenantid' }],
    [
      'a tenant that is no number',
      altered({ ce_tenantid: '1 OR 1' }),
      { reason: 'ENVELOPE_INVALID', field: 'ce_tenantid' },
    ],
    [
      'an id without end',
      altered({ ce_id: 'x'.repeat(201) }),
      { reason: 'ENVELOPE_INVALID', field: 'ce_id' },
    ],
    [
      'another content type',
      altered({ 'content-type': 'text/xml' }),
      { reason: 'ENVELOPE_INVALID', field: 'content-type' },
    ],
    ['a type nobody knows', altered({ ce_type: 'com.example.Other.v1' }), { reason: 'UNKNOWN_TYPE' }],
    [
      'a newer version of a known type',
      altered({ ce_type: 'com.trackingbms.ReadingsRecorded.v2' }),
      { reason: 'FROM_THE_FUTURE' },
    ],
    [
      'version 0 of a known type',
      altered({ ce_type: 'com.trackingbms.ReadingsRecorded.v0' }),
      { reason: 'UNKNOWN_TYPE' },
    ],
    ['half a document', altered({}, Buffer.from('{"batteryId":')), { reason: 'NOT_JSON' }],
    ['no bytes', altered({}, Buffer.alloc(0)), { reason: 'NOT_JSON' }],
    ['a list', withData([]), { reason: 'DATA_INVALID', field: '$' }],
    ['no readings', withData({ batteryId: 1, readings: [] }), { reason: 'DATA_INVALID', field: 'readings' }],
    [
      'a reading that is null',
      withData({ batteryId: 1, readings: [null] }),
      { reason: 'DATA_INVALID', field: 'readings.0.$' },
    ],
    [
      'a reading without a time',
      withData({ batteryId: 1, readings: [{ operationMode: 'idle', dataQuality: 'good' }] }),
      { reason: 'DATA_INVALID', field: 'readings.0.timestamp' },
    ],
  ])('with %s is told apart', (_name, record, outcome) => {
    expect(decodeEvent(record)).toMatchObject({ ok: false, ...outcome });
  });

  it('never makes the reader throw, whatever it holds', () => {
    const names = fc.constantFrom(...Object.keys(encoded.headers));
    const types = fc.constantFrom(...Object.values(eventTypes).map(({ type }) => type));
    fc.assert(
      fc.property(fc.dictionary(names, fc.string()), types, fc.option(fc.json()), (headers, type, value) => {
        const body = value === null ? null : Buffer.from(value);
        decodeEvent(altered({ ...headers }, body));
        decodeEvent(altered({ ce_type: type }, body));
        decodeEvent({ headers, value: body });
      }),
    );
  });

  it('never makes the reader throw, whatever its bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeEvent(altered({}, Buffer.from(bytes)))).toMatchObject({ ok: false });
      }),
    );
  });

  it('cannot reach the prototype of what reads it', () => {
    const value = Buffer.from(
      '{"batteryId":1,"at":"2025-03-01T12:00:00.000Z","__proto__":{"polluted":true}}',
    );
    decodeEvent(altered({ ce_type: eventTypes.DeviceConnectedV1.type }, value));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
