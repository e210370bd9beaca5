import { openSqlSession, type DatabaseAccount, type SqlSession } from '@trackingbms/tenant-database';
import type { DatabaseCoordinates } from '@trackingbms/tenants';
import type { ServerConnections } from '../database-servers/server-connections.js';
import type { DatabaseAccounts } from './database-accounts.js';

/** Where a client's database is. */
export interface DatabasePlace {
  readonly tenantId: number;
  readonly databaseServer: string;
  readonly databaseName: string;
  readonly schemaVersion: number;
}

/** The way into tenants' databases by their own accounts. */
export class TenantSessions {
  constructor(
    private readonly servers: ServerConnections,
    private readonly accounts: DatabaseAccounts,
  ) {}

  /** Rejects with `AccountMissing`, `SecretNotOpened` or `ServerUnknown`. The answer holds a password. */
  async coordinatesOf(place: DatabasePlace, account: DatabaseAccount): Promise<DatabaseCoordinates> {
    const { engine, host, port } = this.servers.server(place.databaseServer);
    const { username, password } = await this.accounts.secretOf(place.tenantId, account);
    const { tenantId, databaseName: database, schemaVersion } = place;
    return { tenantId, engine, host, port, database, username, password, schemaVersion };
  }

  /** Runs `work` in one session of the account that may change the schema of this database and no other. */
  async asMigrator<T>(place: DatabasePlace, work: (session: SqlSession) => Promise<T>): Promise<T> {
    const session = await openSqlSession(await this.coordinatesOf(place, 'migrate'));
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  }
}
