import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { quoteAccount } from '../database-names/quote-database.js';
import { openSqlSession, type ClosableSqlSession } from '../migrations/sql-session.js';
import { freshTenantDatabase, openAdminSession, type FreshTenantDatabase } from '../testing/index.js';
import { accountNameOf, grantStatements } from './grant-statements.js';
import { databaseAccounts, tableRights, type DatabaseAccount } from './table-rights.js';

const password = randomBytes(16).toString('hex');
const sessions = new Map<DatabaseAccount, ClosableSqlSession>();
let admin: ClosableSqlSession;
let fresh: FreshTenantDatabase;
let neighbour: FreshTenantDatabase;
let tables: string[];

beforeAll(async () => {
  [admin, fresh, neighbour] = await Promise.all([
    openAdminSession(),
    freshTenantDatabase(),
    freshTenantDatabase(),
  ]);
  const { tenantId, coordinates } = fresh;
  const rows = await admin.query(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?',
    [coordinates.database],
  );
  tables = (rows as { name: string }[]).map(({ name }) => name);
  for (const account of databaseAccounts) {
    const username = accountNameOf(tenantId, account);
    await admin.query(`CREATE USER ${quoteAccount(username)} IDENTIFIED BY '${password}'`);
    for (const sql of grantStatements({ tenantId, database: coordinates.database, account, tables })) {
      await admin.query(sql);
    }
    sessions.set(account, await openSqlSession({ ...coordinates, username, password }));
  }
});

afterAll(async () => {
  for (const session of sessions.values()) await session.close();
  for (const account of databaseAccounts) {
    await admin.query(`DROP USER IF EXISTS ${quoteAccount(accountNameOf(fresh.tenantId, account))}`);
  }
  await Promise.all([fresh.drop(), neighbour.drop()]);
  await admin.close();
});

async function outcome(account: DatabaseAccount, sql: string): Promise<string> {
  try {
    await sessions.get(account)?.query(sql);
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const denied = /DENIED|ER_DBACCESS_DENIED_ERROR|ER_SPECIFIC_ACCESS_DENIED_ERROR/;

describe('the accounts of a tenant database', () => {
  it('has an owner for every table but the one of the migrations', () => {
    expect(tables.filter((table) => !Object.hasOwn(tableRights, table))).toEqual(['schema_migrations']);
  });

  it.each([
    ['fleet', 'UPDATE batteries SET name = name'],
    ['fleet', 'SELECT position FROM event_journal WHERE published_at IS NULL FOR UPDATE SKIP LOCKED'],
    ['fleet', 'UPDATE event_journal SET published_at = NULL'],
    ['data_processor', 'SELECT * FROM batteries'],
    ['data_processor', 'UPDATE stream_checkpoint SET next_offset = 1'],
    ['auth', 'DELETE FROM refresh_tokens'],
    ['reader', 'SELECT b.id, u.first_name FROM batteries b JOIN users u ON u.id = b.id'],
    ['migrate', 'ALTER TABLE batteries COMMENT = "x"'],
  ] as const)('lets %s do its work: %s', async (account, sql) => {
    expect(await outcome(account, sql)).toBe('allowed');
  });

  it.each([
    ['fleet', 'DELETE FROM batteries'],
    ['fleet', 'UPDATE event_journal SET payload = "{}"'],
    ['fleet', 'DELETE FROM event_journal'],
    ['fleet', 'SELECT password_hash FROM users'],
    ['fleet', 'CREATE TABLE t (id INT)'],
    ['data_processor', 'UPDATE batteries SET name = name'],
    ['data_processor', 'SELECT * FROM schema_migrations'],
    ['auth', 'UPDATE audit_logs SET action = action'],
    ['auth', 'DELETE FROM audit_logs'],
    ['auth', 'SELECT * FROM batteries'],
    ['reader', 'SELECT password_hash FROM users'],
    ['reader', 'SELECT * FROM event_journal'],
    ['reader', 'UPDATE batteries SET name = name'],
    ['reader', 'SELECT 1 INTO OUTFILE "/tmp/never-written"'],
    ['migrate', 'CREATE DATABASE never_made'],
  ] as const)('denies %s: %s', async (account, sql) => {
    expect(await outcome(account, sql)).toMatch(denied);
  });

  it.each(databaseAccounts)('keeps %s out of every other database', async (account) => {
    const other = neighbour.coordinates.database;
    expect(await outcome(account, `SELECT * FROM \`${other}\`.batteries`)).toMatch(denied);
    expect(await outcome(account, `CREATE TABLE \`${other}\`.t (id INT)`)).toMatch(denied);
    expect(await outcome(account, 'SELECT * FROM mysql.user')).toMatch(denied);
    const seen = (await sessions.get(account)?.query('SHOW DATABASES')) as { Database: string }[];
    expect(seen.map(({ Database }) => Database).sort()).toEqual(
      [fresh.coordinates.database, 'information_schema'].sort(),
    );
  });

  it('does not take the underscore of a name for any character', async () => {
    const lookalike = fresh.coordinates.database.replaceAll('_', 'X');
    await admin.query(`CREATE DATABASE \`${lookalike}\``);
    try {
      for (const account of databaseAccounts) {
        expect(await outcome(account, `CREATE TABLE \`${lookalike}\`.t (id INT)`)).toMatch(denied);
      }
    } finally {
      await admin.query(`DROP DATABASE \`${lookalike}\``);
    }
  });
});
