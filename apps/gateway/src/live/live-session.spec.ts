import { jest } from '@jest/globals';
import type { Caller } from '@trackingbms/service-kit';
import type { ScopedBattery } from '@trackingbms/tenants';
import type { FleetView } from '../fleet-view/fleet-view.js';
import type { EventStream } from './event-stream.js';
import type { LiveFeed } from './live-feed.js';
import { LiveSession } from './live-session.js';
import type { LiveUpdate } from './live-update.js';
import type { Replay } from './recent-updates.js';

const now = Date.UTC(2026, 0, 1);
const update = (batteryId: number, sequence = 1, event: LiveUpdate['event'] = 'alert'): LiveUpdate => ({
  sequence,
  tenantId: 1,
  batteryId,
  event,
  json: `{"batteryId":${batteryId}}`,
});

function scene(scope: Caller['scope'], replay: Replay = { kind: 'lost' }) {
  const sent: string[] = [];
  let listener: (update: LiveUpdate) => void = () => undefined;
  let served = true;
  const places: Record<number, ScopedBattery> = {
    1: { batteryTypeId: 7, locationPath: [1, 4] },
    2: { batteryTypeId: 8, locationPath: [2] },
  };
  const feed = {
    epoch: '0badcafe',
    position: 9,
    since: () => replay,
    listen: (_tenant: number, own: typeof listener) => ((listener = own), () => sent.push('unlistened')),
  } as unknown as LiveFeed;
  const fleet = { placeOf: (_tenant: number, id: number) => places[id] } as unknown as FleetView;
  const stream = {
    send: (event: string, json: string, id?: string) => sent.push(`${event} ${json} ${id ?? ''}`.trim()),
    close: () => sent.push('closed'),
  } as unknown as EventStream;
  const caller = { tenantId: 1, scope, expiresAt: now / 1_000 + 60 } as Caller;
  const session = new LiveSession({ feed, fleet, mayBeServed: () => served }, caller, {}, stream);
  return { session, sent, offer: (one: LiveUpdate) => listener(one), suspend: () => (served = false) };
}

describe('a live session', () => {
  beforeEach(() => jest.useFakeTimers({ now }));
  afterEach(() => jest.useRealTimers());

  it('begins with a heartbeat that carries the server’s time', () => {
    const { session, sent } = scene({ locations: null, batteryTypes: null });
    session.start(undefined);
    expect(sent).toEqual(['heartbeat {"serverTime":"2026-01-01T00:00:00.000Z"}']);
    session.stop();
  });

  it('shows only what lies in the caller’s scope', () => {
    const { session, sent, offer } = scene({ locations: [4], batteryTypes: null });
    session.start(undefined);
    for (const battery of [1, 2, 3]) offer(update(battery, battery));
    expect(sent.slice(1)).toEqual(['alert {"batteryId":1} 0badcafe-1']);
    session.stop();
  });

  it('sends what was missed when it can', () => {
    const { session, sent } = scene(
      { locations: null, batteryTypes: null },
      { kind: 'complete', updates: [update(1, 5)] },
    );
    session.start('0badcafe-4');
    expect(sent[0]).toBe('alert {"batteryId":1} 0badcafe-5');
    session.stop();
  });

  it.each(['0badcafe-4', 'deadbeef-4'])('asks the client to begin anew when it cannot (%s)', (id) => {
    const { session, sent } = scene({ locations: null, batteryTypes: null });
    session.start(id);
    expect(sent[0]).toBe('resync {} 0badcafe-9');
    session.stop();
  });

  it('ends with the caller’s token', () => {
    const { session, sent } = scene({ locations: null, batteryTypes: null });
    session.start(undefined);
    jest.advanceTimersByTime(61_000);
    expect(sent).toContain('closed');
  });

  it('ends when the tenant is suspended', () => {
    const { session, sent, suspend } = scene({ locations: null, batteryTypes: null });
    session.start(undefined);
    suspend();
    jest.advanceTimersByTime(300);
    expect(sent.slice(-2)).toEqual(['unlistened', 'closed']);
  });
});
