import type { DatabaseCoordinates } from '@trackingbms/tenants';
import { openSqlSession, type ClosableSqlSession } from '../migrations/sql-session.js';

export interface TestMariaDb {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
}

/** The server that the test run was given. Throws when there is none: a missing server is a failure, not a skip. */
export function testMariaDb(): TestMariaDb {
  const address = process.env.TEST_MARIADB_URL;
  if (!address) throw new Error('TEST_MARIADB_URL is missing: these tests need a real MariaDB.');
  const url = new URL(address);
  return {
    host: url.hostname,
    port: Number(url.port || 3306),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}

/** Coordinates of a database on the test server, for its administrator. */
export function testCoordinates(
  tenantId: number,
  database: string,
  schemaVersion: number,
): DatabaseCoordinates {
  return { tenantId, engine: 'mariadb', ...testMariaDb(), database, schemaVersion };
}

/** The administrator's session, in no tenant's database. */
export function openAdminSession(): Promise<ClosableSqlSession> {
  return openSqlSession(testCoordinates(0, 'information_schema', 0));
}
