import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EventsNotPublished, type OutgoingEvent } from '@trackingbms/event-log';
import { completeReading } from '@trackingbms/telemetry';
import { readingRecorded } from '../readings/battery-events.js';
import { EventsRefused } from '../spool/events-refused.errors.js';
import { scriptedPlatform, takesAll, type ScriptedPlatform } from '../testing/scripted-platform.js';
import { CredentialRefused, PlatformAway } from './platform.errors.js';
import { PlatformClient, type PlatformOutcome } from './platform-client.js';
import { PlatformEventSink } from './platform-event-sink.js';
import { SendPace } from './send-pace.js';

const reading = (number: number, at = Date.now()): OutgoingEvent =>
  readingRecorded(
    { tenantId: 1, batteryId: 7 },
    completeReading({ timestamp: at + number, packVoltage: number }),
  );
const readings = (count: number): OutgoingEvent[] =>
  Array.from({ length: count }, (_, number) => reading(number));
const problem = (body: object) => ({ headers: { 'content-type': 'application/problem+json' }, body });

describe('sending events to the platform', () => {
  let platform: ScriptedPlatform;
  let client: PlatformClient;
  let sink: PlatformEventSink;
  const outcomes: PlatformOutcome[] = [];
  const clientWith = (timeoutMilliseconds: number) =>
    new PlatformClient({
      url: `${platform.url}/`,
      credential: 'tbsite_secret',
      timeoutMilliseconds,
      observer: { ended: (_, outcome) => outcomes.push(outcome) },
    });

  beforeEach(async () => {
    outcomes.length = 0;
    platform = await scriptedPlatform();
    client = clientWith(30_000);
    sink = new PlatformEventSink(client, new SendPace(100));
  });
  afterEach(async () => {
    client.stop();
    await platform.close();
  });

  const voltages = () =>
    platform.requests.flatMap(({ events }) => events.map(({ data }) => data.readings?.[0]?.packVoltage));

  it('is one compressed request with the credential, a line for each event', async () => {
    const events = readings(3);
    await sink.publish(events);
    expect(platform.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v1/site/events',
        headers: {
          authorization: 'Bearer tbsite_secret',
          'content-type': 'application/x-ndjson',
          'content-encoding': 'gzip',
        },
      },
    ]);
    const sent = events.map(({ type, id, time, data }) => ({ type, id, time, data }));
    expect(platform.requests[0]?.events).toEqual(sent);
    expect(outcomes).toEqual(['answered']);
  });

  it.each([
    ['a server that fails', { status: 500 }, PlatformAway, 'failed'],
    ['no room', { status: 503, headers: { 'retry-after': '1' } }, PlatformAway, 'failed'],
    ['too many requests', { status: 429, headers: { 'retry-after': '1' } }, PlatformAway, 'limited'],
    ['an unknown credential', { status: 401 }, CredentialRefused, 'refused'],
    ['a revoked one', { status: 403, ...problem({ code: 'SITE.REVOKED' }) }, CredentialRefused, 'refused'],
    ['a portal that answers all', { status: 200, body: '<html>' }, PlatformAway, 'answered'],
    ['a success that took fewer', { status: 200, body: { taken: 1 } }, PlatformAway, 'answered'],
    ['a refusal without a word', { status: 400, body: '<html>' }, PlatformAway, 'answered'],
    ['an address that moved', { status: 302, headers: { location: '/x' } }, PlatformAway, 'unreachable'],
    ['a broken connection', 'break' as const, PlatformAway, 'unreachable'],
  ])('drops nothing for %s', async (_, answer, error, outcome) => {
    platform.script = () => answer;
    await expect(sink.publish(readings(2))).rejects.toBeInstanceOf(error);
    expect(outcomes).toEqual([outcome]);
  });

  it('drops nothing for a platform that does not answer in time', async () => {
    platform.script = () => 'silence';
    const impatient = new PlatformEventSink(clientWith(100), new SendPace(100));
    await expect(impatient.publish(readings(1))).rejects.toBeInstanceOf(PlatformAway);
    expect(outcomes).toEqual(['unreachable']);
  });

  it('drops nothing for a platform that is not there', async () => {
    await platform.close();
    await expect(sink.publish(readings(1))).rejects.toBeInstanceOf(PlatformAway);
    platform = await scriptedPlatform(takesAll, platform.port);
    await sink.publish(readings(1));
    expect(outcomes).toEqual(['unreachable', 'answered']);
  });

  it('names the events that the platform names, and no others', async () => {
    const errors = [{ pointer: '/1', code: 'NOT_OF_THIS_SITE' }];
    platform.script = () => ({ status: 422, ...problem({ code: 'SITE.EVENTS_REFUSED', errors }) });
    const refused = sink.publish(readings(3));
    await expect(refused).rejects.toBeInstanceOf(EventsRefused);
    await expect(refused).rejects.toMatchObject({ reasons: new Map([[1, 'NOT_OF_THIS_SITE']]) });
  });

  it('sends what is large in pieces, in order, and says what is left when one does not go', async () => {
    const large = readings(40).map((event) => ({
      ...event,
      data: { ...(event.data as object), padding: 'x'.repeat(40_000) },
    }));
    await sink.publish(large);
    expect(platform.requests.length).toBeGreaterThan(1);
    expect(voltages()).toEqual(large.map((_, number) => number));
    const before = platform.requests.length;
    platform.script = (request) =>
      platform.requests.length > before + 1 ? { status: 503 } : takesAll(request);
    const first = platform.requests[0]?.events.length ?? 0;
    const left = await sink.publish(large).catch((error: unknown) => error);
    expect(left).toBeInstanceOf(EventsNotPublished);
    expect(left).toMatchObject({ unpublished: [...large.keys()].slice(first) });
  });

  it('makes its pieces smaller when they are too large for what is between', async () => {
    platform.script = ({ events }) =>
      events.length > 100 ? { status: 413 } : takesAll(platform.requests.at(-1)!);
    const many = readings(1_500);
    let attempts = 0;
    for (; attempts < 10; attempts++) {
      const left = await sink.publish(many).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (left === undefined) break;
      expect(left).toBeInstanceOf(PlatformAway);
    }
    expect(attempts).toBeGreaterThan(0);
    expect(attempts).toBeLessThan(10);
  });

  it('waits as long as the platform asks for, and ends at once when it is stopped', async () => {
    platform.script = () => ({ status: 503, headers: { 'retry-after': '300' } });
    await expect(sink.publish(readings(1))).rejects.toBeInstanceOf(PlatformAway);
    platform.script = takesAll;
    const waiting = sink.publish(readings(1));
    client.stop();
    await expect(waiting).rejects.toThrow();
    expect(platform.requests).toHaveLength(1);
  });

  it('holds back what has waited, and nothing of this moment', async () => {
    const old = Array.from({ length: 100 }, (_, number) => reading(number, Date.now() - 3_600_000));
    await sink.publish(old);
    const second = sink.publish(old);
    const fresh = new PlatformEventSink(client, new SendPace(1));
    for (let call = 0; call < 5; call++) await fresh.publish(readings(10));
    expect(platform.requests).toHaveLength(6);
    client.stop();
    await expect(second).rejects.toThrow();
  });
});
