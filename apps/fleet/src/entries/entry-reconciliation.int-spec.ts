import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureTopics, EventPublisher } from '@trackingbms/event-log';
import { testKafka } from '@trackingbms/event-log/testing';
import { topics } from '@trackingbms/message-contracts';
import { freshTenantDatabase, type FreshTenantDatabase } from '@trackingbms/tenant-database/testing';
import { EntryReconciliation } from './entry-reconciliation.js';
import { SeenEvents } from '../testing/seen-events.js';
import { FleetPublisher } from './fleet-publisher.js';

const count = 501;
const kafka = testKafka();
const sink = new EventPublisher(kafka.settings);
let tenant: FreshTenantDatabase;
let reconciliation: EntryReconciliation;

beforeAll(async () => {
  tenant = await freshTenantDatabase();
  await ensureTopics(kafka.settings, { topics: [topics.fleet] });
  const places = Array.from({ length: count }, (_, index) => [
    `s${index}`,
    `s${index}`,
    `/${index + 1}/`,
    moment,
    moment,
  ]);
  await change('INSERT INTO locations (name, slug, path, created_at, updated_at) VALUES ?', [places]);
  const publisher = new FleetPublisher(tenant.connections, sink);
  reconciliation = new EntryReconciliation(tenant.connections, publisher, kafka.settings);
});
afterAll(async () => {
  await sink.disconnect();
  await tenant.drop();
  await kafka.clean();
});

const moment = new Date('2026-01-01T00:00:00.000Z');
const change = (sql: string, parameters: unknown[]): Promise<unknown> =>
  tenant.connections.inTransaction(tenant.tenantId, ({ manager }) => manager.query(sql, parameters));
const reconcile = async () => reconciliation.reconcile(tenant.tenantId, await reconciliation.topicVersions());

describe('reconciling the compacted topic', () => {
  it('fills one that was lost, whatever the number of entities, and then finds nothing to do', async () => {
    expect(await reconcile()).toBe(count);
    expect(await reconcile()).toBe(0);
    expect((await reconciliation.topicVersions()).size).toBe(count);
  });

  it('publishes what is newer in the database, and nothing else', async () => {
    await change('UPDATE locations SET version = 2 WHERE id IN (?)', [[1, 501]]);
    expect(await reconcile()).toBe(2);
    const known = await reconciliation.topicVersions();
    expect([1, 2, 501].map((id) => known.get(`${tenant.tenantId}/location/${id}`))).toEqual([2, 1, 2]);
  });

  it('republishes profiles and credentials too, what is revoked as revoked', async () => {
    await change(
      `INSERT INTO battery_types (name, slug, chemistry, nominal_voltage, capacity_ah, capacity_wh, cell_count, created_at, updated_at)
       VALUES ('t', 't', 'lifepo4', 12.8, 100, 1280, 4, ?, ?)`,
      [moment, moment],
    );
    await change(
      `INSERT INTO batteries (uuid, serial_number, name, battery_type_id, location_id, created_at, updated_at)
       VALUES ('01890a5d-ac96-774b-bcce-b302099a8057', 's', 'b', 1, 1, ?, ?)`,
      [moment, moment],
    );
    await change(
      'INSERT INTO device_credentials (battery_id, secret_hash, last_characters, is_revoked, created_at, updated_at) VALUES ?',
      [
        [false, true].map((revoked) => [
          1,
          String(Number(revoked)).repeat(64),
          'abcd',
          revoked,
          moment,
          moment,
        ]),
      ],
    );
    await change(
      `INSERT INTO device_profiles (profile, profile_version, title, protocol, transports, text, created_at, updated_at)
       VALUES ?`,
      [
        Array.from({ length: 21 }, (_, index) => [
          'ours',
          index + 1,
          'T',
          'modbus',
          '["tcp"]',
          'x',
          moment,
          moment,
        ]),
      ],
    );
    // The type, the battery, two credentials, and more profiles than are read at once.
    expect(await reconcile()).toBe(25);
    expect(await reconcile()).toBe(0);
    const seen = new SeenEvents(kafka.settings);
    await seen.start();
    expect(seen.newest(tenant.tenantId, 'deviceCredentialId')).toMatchObject([
      { isRevoked: false },
      { isRevoked: true },
    ]);
    await seen.stop();
  });
});
