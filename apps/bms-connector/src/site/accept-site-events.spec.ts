import { describe, expect, it } from '@jest/globals';
import { EventsNotPublished, type OutgoingEvent } from '@trackingbms/event-log';
import { eventTypes, type KnownEvent, type TenantEntryV1 } from '@trackingbms/message-contracts';
import { completeReading } from '@trackingbms/telemetry';
import { EntryViews } from '../fleet-view/entry-views.js';
import { readingRecorded } from '../readings/battery-events.js';
import { batteryEntry, tenantEntry } from '../testing/fleet-entries.js';
import { AcceptSiteEvents } from './accept-site-events.js';
import { SiteFleets } from './site-fleets.js';

const now = Date.UTC(2026, 0, 8);
const site = { tenantId: 1, siteConnectorId: 2 };
const reading = (batteryId: number, number = 0) => {
  const { type, id, data } = readingRecorded(
    { tenantId: 1, batteryId },
    completeReading({ timestamp: now - 1_000 + number, packVoltage: 52 }),
  );
  return { type, id, data };
};

function accepting(
  status: TenantEntryV1['status'] = 'active',
  publish = async (_: readonly OutgoingEvent[]): Promise<void> => undefined,
) {
  const views = new EntryViews();
  const fleets = new SiteFleets(views);
  const apply = (name: keyof typeof eventTypes, data: object) =>
    views.apply({ type: eventTypes[name].type, tenantId: 1, data } as KnownEvent);
  apply('TenantEntryV1', tenantEntry({ status }));
  apply('BatteryEntryV1', batteryEntry({ bmsConfig: { profile: 'x', siteConnectorId: 2 } }));
  const published: string[] = [];
  const sink = {
    publish: async (events: readonly OutgoingEvent[]) => {
      await publish(events);
      published.push(...events.map(({ key, source }) => `${source} ${key}`));
    },
  };
  const events = new AcceptSiteEvents({ fleets, sink, eventsPerMinute: 10 });
  const accept = (documents: readonly unknown[], from = site) =>
    events.accept({ site: from, documents, receivedAt: now });
  return { accept, published };
}

describe('taking over what a site has read', () => {
  it('is done when the log has it', async () => {
    const { accept, published } = accepting();
    expect(await accept([reading(7), reading(7, 1)])).toEqual({ type: 'taken', events: 2 });
    expect(published).toEqual(['/bms-connector 1/7', '/bms-connector 1/7']);
  });

  it('refuses the whole request for one event, and names each that is wrong', async () => {
    const { accept, published } = accepting();
    expect(await accept([reading(7), reading(8), 'nonsense'])).toEqual({
      type: 'refused',
      refused: new Map([
        [1, { code: 'NOT_OF_THIS_SITE', path: '/data/batteryId' }],
        [2, { code: 'NOT_AN_EVENT', path: '' }],
      ]),
    });
    expect(published).toEqual([]);
  });

  it('lets another site of the same client write nothing of this one', async () => {
    const { accept } = accepting();
    const other = await accept([reading(7)], { tenantId: 1, siteConnectorId: 3 });
    expect(other).toMatchObject({ type: 'refused' });
  });

  it('says so when the log is away', async () => {
    const { accept } = accepting('active', async () => {
      throw new EventsNotPublished('TIMEOUT', [0]);
    });
    expect(await accept([reading(7)])).toEqual({ type: 'log-away' });
  });

  it.each(['suspended', 'archived'] as const)('takes nothing for a client that is %s', async (status) => {
    expect(await accepting(status).accept([reading(7)])).toEqual({ type: 'not-served' });
  });

  it('takes nothing for a client that nobody knows', async () => {
    const unknown = { tenantId: 9, siteConnectorId: 2 };
    expect(await accepting().accept([reading(7)], unknown)).toEqual({ type: 'not-served' });
  });

  it('says how long to wait when a site sends more than it may', async () => {
    const { accept, published } = accepting();
    const ten = Array.from({ length: 10 }, (_, number) => reading(7, number));
    await accept(ten);
    const outcome = await accept([reading(7, 11)]);
    expect(outcome).toMatchObject({ type: 'over-rate' });
    expect((outcome as { wait: number }).wait).toBeGreaterThan(0);
    expect(published).toHaveLength(10);
  });
});
