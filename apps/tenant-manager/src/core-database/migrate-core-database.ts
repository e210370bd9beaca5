import { migrateTenantDatabase, openSqlSession } from '@trackingbms/tenant-database';
import type { ServerConnections } from '../database-servers/server-connections.js';
import { coreCoordinates } from './core-database.js';
import { coreLock } from './core-lock.js';
import { coreMigrations } from './core-migrations.js';

const waitSeconds = 120;
const createDatabase = 'CREATE DATABASE IF NOT EXISTS ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci';

/**
 * Makes the core database and brings it up to date with the engine of the tenants' databases. Can be run again after
 * a crash at any point; replicas that start together wait for one another. Answers the steps applied by this run.
 */
export async function migrateCoreDatabase(
  servers: ServerConnections,
  place: { readonly server: string; readonly database: string },
): Promise<number> {
  const lock = { server: place.server, name: coreLock(place.database, 'migrate'), seconds: waitSeconds };
  return servers.underLock(lock, async () => {
    await servers.run(place.server, createDatabase, [place.database]);
    const session = await openSqlSession(coreCoordinates(servers.server(place.server), place.database));
    try {
      // The core database belongs to no industry: the list of migrations is given instead.
      const outcome = await migrateTenantDatabase(session, {
        industry: 'batteries',
        migrations: coreMigrations,
      });
      return outcome.applied;
    } finally {
      await session.close();
    }
  });
}
