import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  databaseAccounts,
  openSqlSession,
  type ClosableSqlSession,
  type DatabaseAccount,
} from '@trackingbms/tenant-database';
import type { DatabaseCoordinates, KnownClient } from '@trackingbms/tenants';
import { operator, wantedClient } from '../testing/client-samples.js';
import { freshCore, type FreshCore } from '../testing/fresh-core.js';

const denied = /DENIED|ER_DBACCESS_DENIED_ERROR|ER_SPECIFIC_ACCESS_DENIED_ERROR/;
const sessions = new Map<DatabaseAccount, ClosableSqlSession>();
let core: FreshCore;
let client: KnownClient;
let neighbour: KnownClient;
let lookalike: string;

beforeAll(async () => {
  core = await freshCore();
  ({ client } = await core.parts.provisioning.provision(wantedClient('guarded'), operator));
  ({ client: neighbour } = await core.parts.provisioning.provision(wantedClient('neighbour'), operator));
  lookalike = client.databaseName.replaceAll('_', 'X');
  await core.servers.run('first', 'CREATE DATABASE ??', [lookalike]);
  await core.servers.run('first', 'CREATE TABLE ??.batteries (id INT)', [lookalike]);
  for (const account of databaseAccounts)
    sessions.set(account, await openSqlSession(await coordinates(account)));
});

afterAll(async () => {
  for (const session of sessions.values()) await session.close();
  await core.servers.run('first', 'DROP DATABASE IF EXISTS ??', [lookalike]);
  await core.drop();
});

const coordinates = (account: DatabaseAccount): Promise<DatabaseCoordinates> =>
  core.parts.sessions.coordinatesOf(client, account);

async function outcome(account: DatabaseAccount, sql: string): Promise<string> {
  try {
    await sessions.get(account)?.query(sql);
    return 'allowed';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

describe.each([...databaseAccounts])('the account %s of a provisioned client', (account) => {
  it('sees no other database, not even one whose name only looks like its own', async () => {
    for (const database of [neighbour.databaseName, core.database, lookalike, 'mysql']) {
      expect(await outcome(account, `SELECT * FROM \`${database}\`.batteries`)).toMatch(denied);
      expect(await outcome(account, `CREATE TABLE \`${database}\`.made (id INT)`)).toMatch(denied);
      expect(await outcome(account, `USE \`${database}\``)).toMatch(denied);
    }
    const seen = (await sessions.get(account)?.query('SHOW DATABASES')) as { Database: string }[];
    expect(seen.map(({ Database }) => Database).sort()).toEqual(
      [client.databaseName, 'information_schema'].sort(),
    );
  });

  it('writes no file, reads none, and makes no account', async () => {
    expect(await outcome(account, "SELECT 1 INTO OUTFILE '/tmp/never-written'")).toMatch(denied);
    expect(
      await outcome(
        account,
        "SELECT LOAD_FILE('/etc/passwd') AS f FROM DUAL WHERE LOAD_FILE('/etc/passwd') IS NOT NULL",
      ),
    ).toBe('allowed');
    expect(await outcome(account, "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE battery_types")).not.toBe(
      'allowed',
    );
    expect(await outcome(account, "CREATE USER 'never'@'%'")).toMatch(denied);
    expect(
      await outcome(account, `GRANT SELECT ON *.* TO '${(await coordinates(account)).username}'@'%'`),
    ).toMatch(denied);
  });

  it('holds a limited number of connections', async () => {
    const [row] = await core.servers.run<{ max: number }>(
      'first',
      'SELECT max_user_connections AS max FROM mysql.user WHERE User = ?',
      [(await coordinates(account)).username],
    );
    expect(Number(row?.max)).toBeGreaterThan(0);
    expect(Number(row?.max)).toBeLessThanOrEqual(40);
  });
});

describe('the accounts of services', () => {
  it.each(['fleet', 'data_processor', 'auth', 'reader'] as const)('%s changes no schema', async (account) => {
    for (const sql of [
      'CREATE TABLE made (id INT)',
      'DROP TABLE batteries',
      'ALTER TABLE alerts ADD x INT',
      'TRUNCATE users',
    ]) {
      expect(await outcome(account, sql)).toMatch(denied);
    }
  });

  it.each([
    ['auth', 'UPDATE audit_logs SET action = action'],
    ['auth', 'DELETE FROM audit_logs'],
    ['fleet', 'UPDATE audit_logs SET action = action'],
    ['fleet', 'SELECT * FROM bms_data'],
    ['fleet', 'SELECT * FROM users'],
    ['data_processor', 'UPDATE batteries SET name = name'],
    ['data_processor', 'SELECT * FROM users'],
    ['auth', 'SELECT * FROM batteries'],
    ['reader', 'DELETE FROM bms_data'],
    ['reader', 'SELECT password_hash FROM users'],
  ] as const)('%s may not: %s', async (account, sql) => {
    expect(await outcome(account, sql)).toMatch(denied);
  });

  it.each([
    ['fleet', 'SELECT * FROM batteries'],
    ['data_processor', 'SELECT * FROM bms_data'],
    ['auth', 'SELECT * FROM users'],
    ['auth', 'INSERT INTO audit_logs SELECT * FROM audit_logs WHERE FALSE'],
    ['reader', 'SELECT * FROM alerts'],
  ] as const)('%s may: %s', async (account, sql) => {
    expect(await outcome(account, sql)).toBe('allowed');
  });
});
