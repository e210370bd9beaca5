import { databaseAccounts, grantStatements } from '@trackingbms/tenant-database';
import type { ServerConnections } from '../database-servers/server-connections.js';
import type { DatabasePlace } from './tenant-sessions.js';
import { withdrawRights } from './withdraw-rights.js';

const tablesOf = 'SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?';

/**
 * Gives each service's account exactly its rights on the tables there are: those it misses first, then those that are no
 * longer its own are taken away, so that a service at work never lacks one.
 */
export async function grantTableRights(servers: ServerConnections, place: DatabasePlace): Promise<void> {
  const { tenantId, databaseServer, databaseName: database } = place;
  const tables = (await servers.run<{ name: string }>(databaseServer, tablesOf, [database])).map(
    ({ name }) => name,
  );
  for (const account of databaseAccounts.filter((known) => known !== 'migrate')) {
    for (const statement of grantStatements({ tenantId, database, account, tables })) {
      await servers.run(databaseServer, statement);
    }
  }
  await withdrawRights(servers, place);
}
