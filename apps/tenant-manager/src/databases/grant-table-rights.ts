import { databaseAccounts, grantStatements } from '@trackingbms/tenant-database';
import type { ServerConnections } from '../database-servers/server-connections.js';
import type { DatabasePlace } from './tenant-sessions.js';

const tablesOf = 'SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?';

/** Gives each service's account its rights on the tables there are; run again, it adds those of new tables. */
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
}
