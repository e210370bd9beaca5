import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClosableSqlSession } from '../migrations/sql-session.js';
import {
  freshTenantDatabase,
  InMemoryDatabaseDirectory,
  openAdminSession,
  UnreliableLink,
  testMariaDb,
  type FreshTenantDatabase,
} from '../testing/index.js';
import { classifyDatabaseError } from './classify-database-error.js';
import { TenantConnections } from './tenant-connections.js';
import { TenantDataSources } from './tenant-data-sources.js';

const tenantCount = 10;
const directory = new InMemoryDatabaseDirectory();
let admin: ClosableSqlSession;
let tenants: FreshTenantDatabase[];

beforeAll(async () => {
  admin = await openAdminSession();
  tenants = await Promise.all(Array.from({ length: tenantCount }, () => freshTenantDatabase({ directory })));
});

afterAll(async () => {
  await Promise.all(tenants.map((tenant) => tenant.drop()));
  await admin.close();
});

function tenantAt(index: number): FreshTenantDatabase {
  return tenants[index % tenantCount] as FreshTenantDatabase;
}

async function connectionsTo(database: string): Promise<number> {
  const rows = await admin.query(
    'SELECT COUNT(*) AS count FROM information_schema.processlist WHERE db = ?',
    [database],
  );
  return (rows as { count: number }[])[0]?.count ?? 0;
}

/** Asks again and again, because a server tells nobody that a connection is gone or that it is back. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const patience = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > patience) throw new Error('It did not come about in 20 s.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function untilNoConnectionTo(database: string): Promise<void> {
  return until(async () => (await connectionsTo(database)) === 0);
}

const succeeds = (work: () => Promise<unknown>): Promise<boolean> =>
  work().then(
    () => true,
    () => false,
  );

describe('data sources on a real server', () => {
  it('hold at most two connections for a hundred first requests, and none after closing', async () => {
    const { tenantId, coordinates } = tenantAt(0);
    const sources = new TenantDataSources(directory);
    let most = 0;
    const answers = await Promise.all(
      Array.from({ length: 100 }, () =>
        sources.lease(tenantId, 'owner', async (dataSource) => {
          const [row]: { name: string }[] = await dataSource.query('SELECT DATABASE() AS name, SLEEP(0.005)');
          most = Math.max(most, await connectionsTo(coordinates.database));
          return row?.name;
        }),
      ),
    );
    expect(new Set(answers)).toEqual(new Set([coordinates.database]));
    expect(most).toBe(2);
    await sources.close();
    await untilNoConnectionTo(coordinates.database);
  });

  it('prepare every session the same way', async () => {
    const { tenantId } = tenantAt(0);
    const sources = new TenantDataSources(directory);
    const settings = () =>
      sources.lease(tenantId, 'owner', ({ manager }) =>
        manager.query(`SELECT @@session.time_zone AS zone, @@session.tx_isolation AS isolation,
          @@session.max_statement_time AS seconds, @@session.innodb_lock_wait_timeout AS lockSeconds,
          @@session.sql_mode LIKE '%STRICT_TRANS_TABLES%' AS strict, SLEEP(0.01)`),
      );
    for (const [row] of await Promise.all([settings(), settings(), settings()])) {
      expect(row).toMatchObject({
        zone: '+00:00',
        isolation: 'READ-COMMITTED',
        seconds: 5,
        lockSeconds: 3,
        strict: 1,
      });
    }
    await sources.close();
  });

  it('never say that the pool is closed while they evict under load, and stay within the bound', async () => {
    const sources = new TenantDataSources(directory, { maxOpen: 3 });
    const connections = new TenantConnections(sources);
    const names = await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        connections.reading(tenantAt(index * 7).tenantId, async ({ manager }) => {
          expect(sources.openCount).toBeLessThanOrEqual(3);
          const [row]: { name: string }[] = await manager.query('SELECT DATABASE() AS name');
          return row?.name;
        }),
      ),
    );
    expect(names).toEqual(names.map((_, index) => tenantAt(index * 7).coordinates.database));
    await sources.close();
    for (const { coordinates } of tenants) await untilNoConnectionTo(coordinates.database);
  });

  it(`keep ${tenantCount} tenants apart under parallel reads, writes, failures and evictions`, async () => {
    const sources = new TenantDataSources(directory, { maxOpen: 4 });
    const connections = new TenantConnections(sources);
    const canary = (tenantId: number) => `canary-of-${tenantId}`;
    await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const { tenantId } = tenantAt(index * 3 + Math.trunc(index / 10));
        const failing = index % 5 === 4;
        const work = connections.inTransaction(tenantId, async ({ manager }) => {
          await manager.query(
            'INSERT INTO battery_types (name, slug, chemistry, nominal_voltage, capacity_ah, capacity_wh, cell_count, created_at, updated_at) VALUES (?, ?, ?, 1, 1, 1, 1, ?, ?)',
            [canary(tenantId), `canary-${index}`, 'other', new Date(0), new Date(0)],
          );
          if (failing) await manager.query('SELECT * FROM no_such_table');
          const rows: { name: string }[] = await manager.query('SELECT DISTINCT name FROM battery_types');
          expect(rows).toEqual([{ name: canary(tenantId) }]);
        });
        if (failing) await expect(work).rejects.toMatchObject({ code: 'ER_NO_SUCH_TABLE' });
        else await work;
      }),
    );
    let written = 0;
    for (const { tenantId } of tenants) {
      const rows: { name: string; count: number }[] = await connections.reading(tenantId, ({ manager }) =>
        manager.query('SELECT name, COUNT(*) AS count FROM battery_types GROUP BY name'),
      );
      expect(rows.map(({ name }) => name)).toEqual([canary(tenantId)]);
      written += rows[0]?.count ?? 0;
    }
    expect(written).toBe(160);
    await sources.close();
  });
});

describe('a database that cannot be reached', () => {
  it('leaves no connection behind when the password is wrong', async () => {
    const { tenantId, coordinates } = tenantAt(1);
    const wrong = new InMemoryDatabaseDirectory();
    wrong.put({ ...coordinates, password: 'wrong' });
    const link = await UnreliableLink.to(testMariaDb());
    wrong.put({ ...coordinates, password: 'wrong', host: link.host, port: link.port });
    const sources = new TenantDataSources(wrong);
    const failed = sources.lease(tenantId, 'owner', () => Promise.resolve());
    await expect(failed).rejects.toMatchObject({ name: 'TenantUnavailable', reason: 'connection' });
    expect(classifyDatabaseError(await failed.catch((error: unknown) => error))).toBe('tenant');
    await until(() => link.connections === 0);
    expect(sources.openCount).toBe(0);
    await link.cut();
  });

  it('leaves nothing behind when opening fails half-way', async () => {
    const { tenantId, coordinates } = tenantAt(1);
    const link = await UnreliableLink.to(testMariaDb());
    const misled = new InMemoryDatabaseDirectory();
    // The connection is made, and then refuses to be prepared: MariaDB does not know MySQL's statement limit.
    misled.put({ ...coordinates, engine: 'mysql', host: link.host, port: link.port });
    const sources = new TenantDataSources(misled);
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    await expect(sources.lease(tenantId, 'owner', () => Promise.resolve())).rejects.toThrow(
      'cannot be used now',
    );
    await until(() => link.connections === 0);
    expect(timers()).toBeLessThanOrEqual(before);
    await link.cut();
  });

  it('is unavailable while it is dead, and served again by itself once it is back', async () => {
    const link = await UnreliableLink.to(testMariaDb());
    const tenant = await freshTenantDatabase({ through: link, directory });
    const other = tenantAt(2);
    const sources = new TenantDataSources(directory);
    const connections = new TenantConnections(sources);
    const ask = (tenantId: number) =>
      connections.reading(tenantId, ({ manager }) => manager.query<{ one: number }[]>('SELECT 1 AS one'));
    await ask(tenant.tenantId);
    await link.cut();
    for (let i = 0; i < 5; i++) {
      await expect(ask(tenant.tenantId)).rejects.toMatchObject({
        name: 'TenantUnavailable',
        transient: true,
      });
      expect(await ask(other.tenantId)).toEqual([{ one: 1 }]);
    }
    await link.restore();
    await until(() => succeeds(() => ask(tenant.tenantId)));
    await sources.close();
    await tenant.drop();
    await link.cut();
  });

  it('rolls back what a lost connection left open, and loses only that', async () => {
    const link = await UnreliableLink.to(testMariaDb());
    const tenant = await freshTenantDatabase({ through: link });
    const insert = 'INSERT INTO stream_checkpoint VALUES (?, ?, ?, ?)';
    const failed = tenant.connections.inTransaction(tenant.tenantId, async ({ manager }) => {
      await manager.query(insert, ['p', 't', 0, 1]);
      await link.cut();
      await manager.query(insert, ['p', 't', 1, 1]);
    });
    await expect(failed).rejects.toMatchObject({ name: 'TenantUnavailable' });
    await link.restore();
    await tenant.connections.inTransaction(tenant.tenantId, ({ manager }) =>
      manager.query(insert, ['p', 't', 2, 1]),
    );
    const rows: unknown = await tenant.connections.reading(tenant.tenantId, ({ manager }) =>
      manager.query('SELECT partition_no FROM stream_checkpoint'),
    );
    expect(rows).toEqual([{ partition_no: 2 }]);
    await tenant.drop();
    await link.cut();
  });

  it('does not hang when a server accepts and never answers', async () => {
    const link = await UnreliableLink.to(testMariaDb());
    const settings = { connectTimeoutMilliseconds: 300, statementTimeoutMilliseconds: 1 };
    const tenant = await freshTenantDatabase({ through: link, sources: settings });
    const ask = () => tenant.connections.reading(tenant.tenantId, ({ manager }) => manager.query('SELECT 1'));
    link.freeze();
    // Not opened yet: the handshake does not come.
    await expect(ask()).rejects.toMatchObject({ name: 'TenantUnavailable' });
    await link.restore();
    await until(() => succeeds(ask));
    link.freeze();
    // Open: the answer does not come.
    await expect(ask()).rejects.toMatchObject({ name: 'TenantUnavailable' });
    await link.restore();
    await until(() => succeeds(ask));
    await tenant.drop();
    await link.cut();
  });

  it('recovers from a connection that the server killed', async () => {
    const { tenantId, coordinates } = tenantAt(3);
    const sources = new TenantDataSources(directory);
    const connections = new TenantConnections(sources);
    const killed = connections.inTransaction(tenantId, async ({ manager }) => {
      const [row]: { id: number }[] = await manager.query('SELECT CONNECTION_ID() AS id');
      await admin.query('KILL ?', [row?.id]);
      await untilNoConnectionTo(coordinates.database);
      return manager.query('SELECT 1');
    });
    await expect(killed).rejects.toMatchObject({ name: 'TenantUnavailable' });
    await connections.reading(tenantId, ({ manager }) => manager.query('SELECT 1'));
    await sources.close();
  });
});
