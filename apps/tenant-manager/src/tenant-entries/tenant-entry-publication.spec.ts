import { beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryEventLog } from '@trackingbms/event-log/testing';
import { topics } from '@trackingbms/message-contracts';
import type { JournalEntry } from '@trackingbms/tenant-database';
import { clientAfter, inService, registered, suspended } from '@trackingbms/tenants/testing';
import type { ClientEvent } from '@trackingbms/tenants';
import { TenantEntryPublication } from './tenant-entry-publication.js';

const entryAt = (version: number): JournalEntry => ({
  position: version,
  eventId: `01890a5d-ac96-774b-bcce-b302099a80${String(version).padStart(2, '0')}`,
  stream: { type: 'client', id: '7' },
  version,
  type: 'ClientActivated',
  schemaVersion: 1,
  payload: {},
  occurredAt: Date.parse('2026-03-08T12:00:00Z'),
});

let events: InMemoryEventLog;
let topicsMade: number;
let topicsFail: number;

beforeEach(() => {
  events = new InMemoryEventLog();
  topicsMade = 0;
  topicsFail = 0;
});

const publicationOf = (history: readonly ClientEvent[]): TenantEntryPublication =>
  new TenantEntryPublication({
    sink: events,
    load: () => Promise.resolve({ client: clientAfter(history), version: history.length }),
    ensureTopics: () => {
      topicsMade += 1;
      return topicsMade <= topicsFail ? Promise.reject(new Error('away')) : Promise.resolve();
    },
  });

const published = (): unknown[] =>
  events.eventsOf(topics.tenants).map((decoded) => (decoded.ok ? decoded.event.data : decoded.reason));

describe('telling the others of a client', () => {
  it('says how it is now, once for all of its entries that wait, without a secret', async () => {
    await publicationOf(suspended).publish([entryAt(10), entryAt(11)]);
    expect(published()).toEqual([
      {
        tenantId: 7,
        version: suspended.length,
        uuid: '01890a5d-ac96-774b-bcce-b302099a8057',
        slug: 'eds-quebec',
        name: 'EDS Québec',
        industryType: 'batteries',
        status: 'suspended',
        databaseServer: 'first',
        databaseName: 'client_7_batteries',
        schemaVersion: 0,
        timeZone: 'America/Toronto',
        quotas: { maxUsers: 10, maxDevices: 100, maxStorageGb: 10, apiRateLimit: 1000 },
        modules: [],
      },
    ]);
  });

  it('says nothing of a client that is still being made', async () => {
    await publicationOf([registered]).publish([entryAt(1)]);
    expect([published(), topicsMade]).toEqual([[], 0]);
  });

  it('rejects while the topic cannot be made, and makes it at the next try, once', async () => {
    topicsFail = 1;
    const publication = publicationOf(inService);
    await expect(publication.publish([entryAt(10)])).rejects.toThrow('away');
    await publication.publish([entryAt(10)]);
    await publication.publish([entryAt(10)]);
    expect([published().length, topicsMade]).toEqual([2, 2]);
  });

  it('rejects when the log does not acknowledge', async () => {
    events.refusePublishing(1);
    await expect(publicationOf(inService).publish([entryAt(10)])).rejects.toThrow();
    expect(published()).toEqual([]);
  });
});
