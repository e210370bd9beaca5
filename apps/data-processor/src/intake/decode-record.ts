import type { IncomingRecord } from '@trackingbms/event-log';
import {
  decodeEvent,
  eventTypes,
  type DecodeFailure,
  type DeviceCommunicationV1,
  type KnownEvent,
} from '@trackingbms/message-contracts';
import { timeIsTrusted, type Reading } from '@trackingbms/telemetry';
import type { CommunicationPeriod } from '@trackingbms/tenant-database';
import { recordAddress } from './record-address.js';
import { toReading } from './to-reading.js';

interface FromRecord {
  readonly record: IncomingRecord;
  readonly batteryId: number;
  /** Id of the event, the cause of what follows from it. */
  readonly eventId: string;
}

/** What a record of the readings topic says, checked. Times are epoch milliseconds. */
export type DecodedRecord = FromRecord &
  (
    | { readonly kind: 'readings'; readonly readings: readonly Reading[] }
    | { readonly kind: 'connected'; readonly at: number }
    | {
        readonly kind: 'disconnected';
        readonly at: number;
        readonly reason: string;
        readonly failures: number;
      }
    | { readonly kind: 'communication'; readonly period: CommunicationPeriod }
  );

/** A record, or a part of it, that is never applied: it goes to the dead letters. `reason` holds no value of it. */
export interface Rejection {
  readonly record: IncomingRecord;
  readonly reason: string;
}

export type DecodeOutcome =
  | { readonly kind: 'decoded'; readonly decoded: DecodedRecord; readonly rejection?: Rejection }
  | { readonly kind: 'rejected'; readonly rejection: Rejection }
  /** A newer version of a known event: wait for the release that reads it, never drop it. */
  | { readonly kind: 'from-the-future' };

/** Reads a record of a tenant. Never throws: hostile bytes are an outcome. */
export function decodeRecord(record: IncomingRecord): DecodeOutcome {
  const address = recordAddress(record.key);
  if (address === undefined) return rejected(record, 'KEY_INVALID');
  const answer = decodeEvent(record);
  if (!answer.ok) return undecoded(record, answer.reason, answer.field);
  const { event } = answer;
  if (event.tenantId !== address.tenantId) return rejected(record, 'TENANT_MISMATCH');
  if (batteryOf(event) !== address.batteryId) return rejected(record, 'BATTERY_MISMATCH');
  return fromEvent({ record, batteryId: address.batteryId, eventId: event.id }, event);
}

const rejected = (record: IncomingRecord, reason: string): DecodeOutcome => ({
  kind: 'rejected',
  rejection: { record, reason },
});

function undecoded(record: IncomingRecord, failure: DecodeFailure, field?: string): DecodeOutcome {
  if (failure === 'FROM_THE_FUTURE') return { kind: 'from-the-future' };
  return rejected(record, field === undefined ? failure : `${failure} ${field}`);
}

function batteryOf(event: KnownEvent): number | undefined {
  return 'batteryId' in event.data ? event.data.batteryId : undefined;
}

function fromEvent(from: FromRecord, event: KnownEvent): DecodeOutcome {
  if (event.type === eventTypes.ReadingsRecordedV1.type) {
    return withTrustedTimes(from, event.data.readings.map(toReading));
  }
  if (event.type === eventTypes.DeviceConnectedV1.type) {
    return { kind: 'decoded', decoded: { ...from, kind: 'connected', at: Date.parse(event.data.at) } };
  }
  if (event.type === eventTypes.DeviceCommunicationV1.type) {
    return withTrustedEnd(from, event.data);
  }
  if (event.type !== eventTypes.DeviceDisconnectedV1.type) return rejected(from.record, 'UNEXPECTED_TYPE');
  const { at, reason, failures } = event.data;
  return {
    kind: 'decoded',
    decoded: { ...from, kind: 'disconnected', at: Date.parse(at), reason, failures },
  };
}

/** A reading with an impossible time has no place in a series: the record is kept aside for it, the others count. */
function withTrustedTimes(from: FromRecord, readings: readonly Reading[]): DecodeOutcome {
  const { record } = from;
  const trusted = readings.filter(({ timestamp }) => timeIsTrusted(timestamp, record.timestamp));
  if (trusted.length === 0) return rejected(record, 'TIME_IMPOSSIBLE');
  const decoded: DecodedRecord = { ...from, kind: 'readings', readings: trusted };
  if (trusted.length === readings.length) return { kind: 'decoded', decoded };
  return { kind: 'decoded', decoded, rejection: { record, reason: 'TIME_IMPOSSIBLE' } };
}

/** A period that ends in the future would be the newest for good. */
function withTrustedEnd(from: FromRecord, data: DeviceCommunicationV1): DecodeOutcome {
  const period = periodOf(data);
  if (!timeIsTrusted(period.at, from.record.timestamp)) return rejected(from.record, 'TIME_IMPOSSIBLE');
  return { kind: 'decoded', decoded: { ...from, kind: 'communication', period } };
}

const periodOf = (data: DeviceCommunicationV1): CommunicationPeriod => ({
  since: Date.parse(data.since),
  at: Date.parse(data.at),
  readings: data.readings,
  failures: data.failures,
  latencyMilliseconds: data.latencyMilliseconds ?? null,
  longestLatencyMilliseconds: data.longestLatencyMilliseconds ?? null,
  signalStrength: data.signalStrength ?? null,
});
