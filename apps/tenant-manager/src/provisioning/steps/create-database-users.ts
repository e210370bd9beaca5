import {
  databaseAccounts,
  grantStatements,
  quoteAccount,
  type DatabaseAccount,
} from '@trackingbms/tenant-database';
import type { KnownClient } from '@trackingbms/tenants';
import type { ServerConnections } from '../../database-servers/server-connections.js';
import type { DatabaseAccounts } from '../../databases/database-accounts.js';
import type { FaultPoints } from '../fault-points.js';
import type { StepWork } from '../step-work.js';

/** Connections at once, so that one client cannot take a whole server: two for each process of a service, and some air. */
const mostConnections: Readonly<Record<DatabaseAccount, number>> = {
  fleet: 20,
  data_processor: 20,
  auth: 20,
  reader: 40,
  migrate: 4,
};

interface Parts {
  readonly servers: ServerConnections;
  readonly accounts: DatabaseAccounts;
  readonly faults: FaultPoints;
}

/**
 * One account for each service, with a password that core knows before the server does. An account of that name is made
 * anew, without the rights it may have had: no service uses it before the client is in service.
 */
export const createDatabaseUsers = (parts: Parts): StepWork => ({
  step: 'database-users',
  run: async (client) => {
    await parts.accounts.ensure(client.tenantId);
    await parts.faults.reached('database-users: passwords kept');
    for (const account of databaseAccounts) {
      await createAccount(parts, client, account);
      await parts.faults.reached(`database-users: ${account} made`);
    }
    await grantSchemaRights(parts.servers, client);
    return [];
  },
});

async function createAccount(parts: Parts, client: KnownClient, account: DatabaseAccount): Promise<void> {
  const { username, password } = await parts.accounts.secretOf(client.tenantId, account);
  const name = quoteAccount(username);
  await parts.servers.run(client.databaseServer, `DROP USER IF EXISTS ${name}`);
  await parts.servers.run(
    client.databaseServer,
    `CREATE USER ${name} IDENTIFIED BY ? WITH MAX_USER_CONNECTIONS ${mostConnections[account]}`,
    [password],
  );
}

/** The migrations' account has the whole of its database, and has it before there is any table. */
async function grantSchemaRights(servers: ServerConnections, client: KnownClient): Promise<void> {
  const { tenantId, databaseName: database, databaseServer } = client;
  for (const statement of grantStatements({ tenantId, database, account: 'migrate', tables: [] })) {
    await servers.run(databaseServer, statement);
  }
}
