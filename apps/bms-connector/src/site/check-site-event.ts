import type { OutgoingEvent } from '@trackingbms/event-log';
import { encodeEvent, EventNotValid, eventTypes, recordKeys } from '@trackingbms/message-contracts';
import { timeIsTrusted } from '@trackingbms/telemetry';
import { batteryEvent, type ReadingsTopicEvent } from '../readings/battery-events.js';
import { batteryFactId } from '../readings/reading-id.js';

export type SiteEventProblem =
  | 'NOT_AN_EVENT'
  | 'TYPE_NOT_TAKEN'
  | 'DATA_INVALID'
  | 'ONE_READING'
  | 'NOT_OF_THIS_SITE'
  | 'TIME_IMPOSSIBLE'
  | 'ID_MISMATCH'
  | 'TOO_LARGE';

/** Why an event is not taken, and where in it. Never a value. */
export interface RefusedSiteEvent {
  readonly code: SiteEventProblem;
  /** JSON pointer inside the event. */
  readonly path: string;
}

export interface SiteEventRules {
  readonly tenantId: number;
  /** Batteries that the site may write. */
  readonly batteryIds: ReadonlySet<number>;
  /** Epoch ms. */
  readonly receivedAt: number;
}

/** Bytes of an event's data: the log takes no more than 1 MiB with everything around it. */
const largestData = 900 * 1024;

const taken: ReadonlyMap<string, ReadingsTopicEvent> = new Map(
  [
    eventTypes.ReadingsRecordedV1,
    eventTypes.DeviceConnectedV1,
    eventTypes.DeviceDisconnectedV1,
    eventTypes.DeviceCommunicationV1,
  ].map((eventType) => [eventType.type, eventType]),
);

interface CheckedData {
  readonly batteryId: number;
  readonly at?: string;
  /** Of ReadingsRecorded; DeviceCommunication has their number here. */
  readonly readings?: number | readonly { readonly timestamp: string }[];
}

/**
 * The event as the platform makes it of what a site has sent. Its key, its time and its id are made here from the data:
 * a site can say nothing in the name of another one, and the same fact twice is the same event.
 */
export function checkSiteEvent(sent: unknown, rules: SiteEventRules): OutgoingEvent | RefusedSiteEvent {
  if (!isObject(sent)) return refused('NOT_AN_EVENT');
  const eventType = typeof sent.type === 'string' ? taken.get(sent.type) : undefined;
  if (!eventType) return refused('TYPE_NOT_TAKEN', '/type');
  const wrong = wrongWith(eventType, sent.data);
  if (wrong) return wrong;
  const data = sent.data as CheckedData;
  const at = timeOf(data);
  const problem = problemOf(data, at, rules);
  if (problem) return problem;
  const { tenantId } = rules;
  const id = batteryFactId(eventType.type, recordKeys.battery(tenantId, data.batteryId), at);
  if (sent.id !== id) return refused('ID_MISMATCH', '/id');
  return batteryEvent({ tenantId, batteryId: data.batteryId }, eventType, at, data);
}

export const isRefused = (checked: OutgoingEvent | RefusedSiteEvent): checked is RefusedSiteEvent =>
  'code' in checked;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const refused = (code: SiteEventProblem, path = ''): RefusedSiteEvent => ({ code, path });

/** By the contract that every reader of the topic holds it to. */
function wrongWith({ type }: ReadingsTopicEvent, data: unknown): RefusedSiteEvent | undefined {
  if (!isObject(data)) return refused('DATA_INVALID', '/data');
  try {
    const time = new Date(0).toISOString();
    const { value } = encodeEvent({ id: '-', source: '/site', type, time, tenantId: 1, data });
    return value && value.length > largestData ? refused('TOO_LARGE', '/data') : undefined;
  } catch (error) {
    if (!(error instanceof EventNotValid)) throw error;
    return refused('DATA_INVALID', `/data/${error.field.replaceAll('.', '/')}`);
  }
}

function problemOf(
  { batteryId, readings }: CheckedData,
  at: number,
  rules: SiteEventRules,
): RefusedSiteEvent | undefined {
  if (!rules.batteryIds.has(batteryId)) return refused('NOT_OF_THIS_SITE', '/data/batteryId');
  const isReading = typeof readings === 'object';
  if (isReading && readings.length !== 1) return refused('ONE_READING', '/data/readings');
  if (timeIsTrusted(at, rules.receivedAt)) return undefined;
  return refused('TIME_IMPOSSIBLE', isReading ? '/data/readings/0/timestamp' : '/data/at');
}

const timeOf = ({ at, readings }: CheckedData): number =>
  Date.parse((typeof readings === 'object' ? readings[0]?.timestamp : at) ?? '');
