import { quoteDatabase } from '@trackingbms/tenant-database';
import type { ServerConnections } from '../../database-servers/server-connections.js';
import { DatabaseNotOurs } from '../provisioning.errors.js';
import type { StepWork } from '../step-work.js';

const countTables = 'SELECT COUNT(*) AS tables FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?';

/** A crash leaves at most an empty database, so one with tables in it was made by somebody else. */
export const createDatabase = (servers: ServerConnections): StepWork => ({
  step: 'database',
  run: async ({ databaseServer, databaseName }) => {
    const name = quoteDatabase(databaseName);
    await servers.run(
      databaseServer,
      `CREATE DATABASE IF NOT EXISTS ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
    );
    const [row] = await servers.run<{ tables: number }>(databaseServer, countTables, [databaseName]);
    if (Number(row?.tables) > 0) throw new DatabaseNotOurs();
    return [];
  },
});
