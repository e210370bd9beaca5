import { randomInt } from 'node:crypto';
import { databaseNameOf, type DatabaseCoordinates, type Industry } from '@trackingbms/tenants';
import { TenantConnections } from '../data-sources/tenant-connections.js';
import { TenantDataSources, type TenantDataSourcesOptions } from '../data-sources/tenant-data-sources.js';
import { quoteDatabase } from '../database-names/quote-database.js';
import { migrateTenantDatabase } from '../migrations/migrate-tenant-database.js';
import { latestSchemaVersion } from '../migrations/schema-version.js';
import { openSqlSession } from '../migrations/sql-session.js';
import { InMemoryDatabaseDirectory } from './in-memory-database-directory.js';
import { openAdminSession, testCoordinates } from './test-maria-db.js';

export interface FreshTenantDatabase {
  readonly tenantId: number;
  readonly connections: TenantConnections;
  readonly sources: TenantDataSources;
  readonly directory: InMemoryDatabaseDirectory;
  readonly coordinates: DatabaseCoordinates;
  /** Closes all connections and drops the database. */
  drop(): Promise<void>;
}

export interface FreshTenantOptions {
  readonly industry?: Industry;
  readonly sources?: Partial<TenantDataSourcesOptions>;
  /** To have several tenants behind one `TenantDataSources`. */
  readonly directory?: InMemoryDatabaseDirectory;
  /** Another way to the server, for example an `UnreliableLink`. */
  readonly through?: { readonly host: string; readonly port: number };
}

const smallestTestTenant = 1_000_000;
const largestTestTenant = 2_000_000_000;
const kept = new Set<string>();

/** An empty, migrated tenant database of its own on the test server, under the administrator's account. */
export async function freshTenantDatabase(options: FreshTenantOptions = {}): Promise<FreshTenantDatabase> {
  const industry = options.industry ?? 'batteries';
  const tenantId = randomInt(smallestTestTenant, largestTestTenant);
  const direct = testCoordinates(tenantId, databaseNameOf(tenantId, industry), latestSchemaVersion(industry));
  await createMigrated(direct, industry);
  const { host, port } = options.through ?? direct;
  const coordinates = { ...direct, host, port };
  const directory = options.directory ?? new InMemoryDatabaseDirectory();
  directory.put(coordinates);
  const sources = new TenantDataSources(directory, options.sources);
  return {
    tenantId,
    connections: new TenantConnections(sources),
    sources,
    directory,
    coordinates,
    drop: async () => {
      await sources.close();
      await administer(`DROP DATABASE IF EXISTS ${quoteDatabase(coordinates.database)}`);
      forget(coordinates.database);
    },
  };
}

async function createMigrated(coordinates: DatabaseCoordinates, industry: Industry): Promise<void> {
  const name = quoteDatabase(coordinates.database);
  await administer(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  nameOnExit(coordinates.database);
  const session = await openSqlSession(coordinates);
  try {
    await migrateTenantDatabase(session, { industry });
  } finally {
    await session.close();
  }
}

async function administer(sql: string): Promise<void> {
  const session = await openAdminSession();
  try {
    await session.query(sql);
  } finally {
    await session.close();
  }
}

/** A suite that failed before its `drop()` leaves its database to be looked at, and says where it is. */
function nameOnExit(database: string): void {
  if (kept.size === 0) process.on('exit', nameKept);
  kept.add(database);
}

function forget(database: string): void {
  kept.delete(database);
  if (kept.size === 0) process.off('exit', nameKept);
}

function nameKept(): void {
  for (const name of kept) process.stderr.write(`Test database left behind: ${name}\n`);
}
