import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  TenantDirectoryUnavailable,
  TenantUnknown,
  type DatabaseAccess,
  type DatabaseCoordinates,
} from '@trackingbms/tenants';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { latestSchemaVersion, oldestUsableSchemaVersion } from '../migrations/schema-version.js';
import { InMemoryDatabaseDirectory } from '../testing/in-memory-database-directory.js';
import { TenantUnavailable } from './data-sources.errors.js';
import type { OpenDataSource } from './open-data-source.js';
import { TenantDataSources, type TenantDataSourcesOptions } from './tenant-data-sources.js';

/** Opens nothing, but knows what would be open and notices work on something closed. */
class FakeServer {
  open = new Set<string>();
  opened = 0;
  most = 0;
  failing = new Map<string, Error>();
  #closed = new Set<DataSource>();

  connect = async ({ database }: DatabaseCoordinates): Promise<OpenDataSource> => {
    this.opened++;
    const name = `${database}#${this.opened}`;
    this.open.add(name);
    this.most = Math.max(this.most, this.open.size);
    await Promise.resolve();
    const failure = this.failing.get(database);
    if (failure) {
      this.open.delete(name);
      throw failure;
    }
    const dataSource = { name } as unknown as DataSource;
    return {
      dataSource,
      close: async () => {
        this.#closed.add(dataSource);
        await Promise.resolve();
        this.open.delete(name);
      },
    };
  };

  isClosed(dataSource: DataSource): boolean {
    return this.#closed.has(dataSource);
  }
}

const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED', errno: -111 });
const tenants = Array.from({ length: 20 }, (_, index) => index + 1);
let server: FakeServer;
let directory: InMemoryDatabaseDirectory;
let now: number;

beforeEach(() => {
  server = new FakeServer();
  directory = new InMemoryDatabaseDirectory();
  now = 0;
  for (const tenantId of tenants) directory.put(coordinatesOf(tenantId));
});

afterEach(() => {
  jest.useRealTimers();
});

function coordinatesOf(tenantId: number): DatabaseCoordinates {
  return {
    tenantId,
    engine: 'mariadb',
    host: 'localhost',
    port: 3306,
    database: `client_${tenantId}_batteries`,
    username: 'u',
    password: 'p',
    schemaVersion: latestSchemaVersion('batteries'),
  };
}

function sourcesOf(options: Partial<TenantDataSourcesOptions> = {}): TenantDataSources {
  return new TenantDataSources(directory, {
    open: server.connect,
    now: () => now,
    random: () => 0.5,
    ...options,
  });
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('tenant data sources', () => {
  it('open a tenant once for a hundred first requests at the same time', async () => {
    const sources = sourcesOf();
    const seen = await Promise.all(
      Array.from({ length: 100 }, () =>
        sources.lease(1, 'owner', (dataSource) => Promise.resolve(dataSource)),
      ),
    );
    expect(new Set(seen).size).toBe(1);
    expect(server.opened).toBe(1);
    expect(directory.asked).toBe(1);
  });

  it('keep the two kinds of access apart', async () => {
    const sources = sourcesOf();
    const lease = (access: DatabaseAccess) =>
      sources.lease(1, access, (dataSource) => Promise.resolve(dataSource));
    expect(await lease('owner')).not.toBe(await lease('reader'));
  });

  it('close the longest unused one to stay within the bound', async () => {
    const sources = sourcesOf({ maxOpen: 2 });
    for (const tenantId of [1, 2, 1, 3]) await sources.lease(tenantId, 'owner', () => Promise.resolve());
    expect([...server.open].map((name) => name.split('#')[0])).toEqual([
      'client_1_batteries',
      'client_3_batteries',
    ]);
    expect(server.most).toBe(2);
  });

  it('never close one that is in use, and make the newcomer wait for it', async () => {
    const sources = sourcesOf({ maxOpen: 1 });
    let finish = (): void => undefined;
    const first = sources.lease(1, 'owner', (dataSource) =>
      new Promise<void>((resolve) => (finish = resolve)).then(() => server.isClosed(dataSource)),
    );
    await turn();
    const second = sources.lease(2, 'owner', (dataSource) => Promise.resolve(server.isClosed(dataSource)));
    await turn();
    expect(server.opened).toBe(1);
    finish();
    expect(await Promise.all([first, second])).toEqual([false, false]);
    expect(server.most).toBe(1);
  });

  it('turn a newcomer away when no place is freed in time', async () => {
    const sources = sourcesOf({ maxOpen: 1, slotWaitMilliseconds: 20, now: Date.now });
    let finish = (): void => undefined;
    const first = sources.lease(1, 'owner', () => new Promise<void>((resolve) => (finish = resolve)));
    await expect(sources.lease(2, 'owner', () => Promise.resolve())).rejects.toMatchObject({
      reason: 'busy',
    });
    finish();
    await first;
  });

  it('stay within the bound and hand out nothing closed, whatever the order of requests', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 4 })), { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        async (requests, maxOpen) => {
          server = new FakeServer();
          const sources = sourcesOf({ maxOpen });
          const closed = await Promise.all(
            requests.map(([tenantId, turns]) =>
              sources.lease(tenantId, 'owner', async (dataSource) => {
                for (let i = 0; i < turns; i++) await turn();
                return server.isClosed(dataSource);
              }),
            ),
          );
          await sources.close();
          expect(closed).not.toContain(true);
          expect(server.most).toBeLessThanOrEqual(maxOpen);
          expect(server.open.size).toBe(0);
          expect(sources.openCount).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('close what nobody used for a while, and open it again when asked', async () => {
    jest.useFakeTimers();
    const sources = sourcesOf({ idleMilliseconds: 1000 });
    await sources.lease(1, 'owner', () => Promise.resolve());
    await jest.advanceTimersByTimeAsync(900);
    await sources.lease(1, 'owner', () => Promise.resolve());
    await jest.advanceTimersByTimeAsync(900);
    expect(server.open.size).toBe(1);
    await jest.advanceTimersByTimeAsync(200);
    expect(server.open.size).toBe(0);
    await sources.lease(1, 'owner', () => Promise.resolve());
    expect(server.opened).toBe(2);
  });

  it('pass on what the work rejects with, and keep the connection', async () => {
    const sources = sourcesOf();
    const failure = new RangeError('x');
    await expect(sources.lease(1, 'owner', () => Promise.reject(failure))).rejects.toBe(failure);
    await sources.lease(1, 'owner', () => Promise.resolve());
    expect(server.opened).toBe(1);
  });

  it('turn a caller away when too many wait for the same tenant', async () => {
    const sources = sourcesOf();
    const full = () => Promise.reject(new Error('Queue limit reached.'));
    await expect(sources.lease(1, 'owner', full)).rejects.toMatchObject({ reason: 'busy' });
    expect(server.open.size).toBe(1);
  });

  it('make a new connection after one was lost', async () => {
    const sources = sourcesOf();
    const lost = Object.assign(new Error('x'), { code: 'ECONNRESET' });
    await expect(sources.lease(1, 'owner', () => Promise.reject(lost))).rejects.toMatchObject({
      name: 'TenantUnavailable',
      reason: 'connection',
      transient: true,
    });
    await sources.lease(1, 'owner', () => Promise.resolve());
    expect(server.opened).toBe(2);
    expect(server.open.size).toBe(1);
  });
});

describe('a tenant database that cannot be opened', () => {
  it('is asked ever less often, while the others are served, and comes back by itself', async () => {
    const sources = sourcesOf();
    server.failing.set('client_1_batteries', refused);
    const lease = (tenantId: number) => sources.lease(tenantId, 'owner', () => Promise.resolve('served'));
    await expect(lease(1)).rejects.toMatchObject({ reason: 'connection' });
    await expect(lease(1)).rejects.toMatchObject({ reason: 'backing-off' });
    expect(server.opened).toBe(1);
    expect(await lease(2)).toBe('served');
    now += 1000;
    server.failing.clear();
    expect(await lease(1)).toBe('served');
  });

  it('fails once for all who waited for it, and leaves nothing open', async () => {
    const sources = sourcesOf();
    server.failing.set('client_1_batteries', refused);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => sources.lease(1, 'owner', () => Promise.resolve())),
    );
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(server.opened).toBe(1);
    await turn();
    expect(sources.openCount).toBe(0);
    // One failure, not ten: the wait is the first and shortest one.
    now += 101;
    server.failing.clear();
    await sources.lease(1, 'owner', () => Promise.resolve());
  });

  it('is refused before it is opened when its schema is too old or too new', async () => {
    for (const schemaVersion of [0, oldestUsableSchemaVersion - 1, latestSchemaVersion('batteries') + 2]) {
      const sources = sourcesOf();
      directory.put({ ...coordinatesOf(1), schemaVersion });
      await expect(sources.lease(1, 'owner', () => Promise.resolve())).rejects.toMatchObject({
        reason: 'schema',
      });
    }
    expect(server.opened).toBe(0);
  });

  it('says whether the directory does not know it or could not be asked', async () => {
    const sources = sourcesOf();
    directory.remove(1);
    await expect(sources.lease(1, 'owner', () => Promise.resolve())).rejects.toThrow(TenantUnknown);
    const failing = new TenantDataSources({
      coordinatesOf: () => Promise.reject(new TenantDirectoryUnavailable(1, 'timeout')),
    });
    await expect(failing.lease(1, 'owner', () => Promise.resolve())).rejects.toMatchObject({
      reason: 'directory',
    });
  });

  it('asks the directory again after the tenant was moved', async () => {
    const sources = sourcesOf();
    const lease = () =>
      sources.lease(1, 'owner', (dataSource) =>
        Promise.resolve((dataSource as unknown as { name: string }).name),
      );
    await lease();
    directory.put({ ...coordinatesOf(1), database: 'client_1_solar' });
    sources.forget(1);
    expect(await lease()).toMatch(/^client_1_solar/);
    expect(server.open.size).toBe(1);
  });

  it('is refused after closing', async () => {
    const sources = sourcesOf();
    await sources.lease(1, 'owner', () => Promise.resolve());
    await sources.close();
    expect(server.open.size).toBe(0);
    await expect(sources.lease(1, 'owner', () => Promise.resolve())).rejects.toThrow(TenantUnavailable);
  });
});
