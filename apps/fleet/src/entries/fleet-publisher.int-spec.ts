import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventSink } from '@trackingbms/event-log';
import { InMemoryEventLog } from '@trackingbms/event-log/testing';
import { topics } from '@trackingbms/message-contracts';
import { freshTenantDatabase, type FreshTenantDatabase } from '@trackingbms/tenant-database/testing';
import { FleetPublisher } from './fleet-publisher.js';

let tenant: FreshTenantDatabase;

beforeAll(async () => {
  tenant = await freshTenantDatabase();
  await tenant.connections.inTransaction(tenant.tenantId, ({ manager }) =>
    manager.query(
      `INSERT INTO locations (name, slug, path, created_at, updated_at)
       VALUES ('Site', 'site', '/1/', '2026-01-01', '2026-01-01')`,
    ),
  );
});
afterAll(() => tenant.drop());

const raiseVersion = () =>
  tenant.connections.inTransaction(tenant.tenantId, ({ manager }) =>
    manager.query('UPDATE locations SET version = version + 1'),
  );
const versionsOn = (log: InMemoryEventLog) =>
  log
    .eventsOf(topics.fleet)
    .map((decoded) => decoded.ok && (decoded.event.data as { version: number }).version);

describe('publishing an entry', () => {
  it('ends with the newest state last, also when the row moved on meanwhile', async () => {
    const log = new InMemoryEventLog();
    const before = (await versionNow()) ?? 0;
    let disturbed = false;
    const disturbing: EventSink = {
      publish: async (events) => {
        if (!disturbed) await raiseVersion();
        disturbed = true;
        await log.publish(events);
      },
    };
    const publisher = new FleetPublisher(tenant.connections, disturbing);
    await publisher.publishEntries(tenant.tenantId, new Map([['location', [1]]]));
    expect(versionsOn(log)).toEqual([before, before + 1]);
  });

  it('publishes once when nothing moves', async () => {
    const log = new InMemoryEventLog();
    const publisher = new FleetPublisher(tenant.connections, log);
    await publisher.publishEntries(tenant.tenantId, new Map([['location', [1]]]));
    expect(versionsOn(log)).toEqual([await versionNow()]);
  });

  it('passes on that the log does not answer, so that the journal keeps it', async () => {
    const log = new InMemoryEventLog();
    log.refusePublishing(1);
    const publisher = new FleetPublisher(tenant.connections, log);
    const wanted = new Map([['location', [1]]] as const);
    await expect(publisher.publishEntries(tenant.tenantId, wanted)).rejects.toMatchObject({
      transient: true,
    });
  });
});

async function versionNow(): Promise<number | undefined> {
  const rows = await tenant.connections.reading(tenant.tenantId, ({ manager }) =>
    manager.query<{ version: number }[]>('SELECT version FROM locations WHERE id = 1'),
  );
  return rows[0]?.version;
}
