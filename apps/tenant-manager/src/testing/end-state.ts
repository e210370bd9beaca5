import { databaseAccounts, quoteAccount } from '@trackingbms/tenant-database';
import type { KnownClient } from '@trackingbms/tenants';
import type { FreshCore } from './fresh-core.js';

const columns = `SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, EXTRA, COLLATION_NAME
  FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? ORDER BY 1, 2`;
const indexes = `SELECT TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME, NON_UNIQUE
  FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? ORDER BY 1, 2, 3`;
const foreignKeys = `SELECT CONSTRAINT_NAME, TABLE_NAME, REFERENCED_TABLE_NAME, DELETE_RULE
  FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = ? ORDER BY 1, 2`;
const partitions = `SELECT TABLE_NAME, PARTITION_NAME, PARTITION_DESCRIPTION
  FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = ? AND PARTITION_NAME IS NOT NULL ORDER BY 1, 2`;

const seeded = ['battery_types', 'locations', 'custom_fields'];
const coreRows: Readonly<Record<string, string>> = {
  clients: 'id',
  client_modules: 'client_id',
  tenant_placement: 'tenant_id',
  tenant_keys: 'tenant_id',
  tenant_database_users: 'tenant_id',
  provisioning_steps: 'tenant_id',
};

/** What differs between two clients made in the same way: numbers, times, secrets, and how often a step was tried. */
const ownOfEach = new Set([
  ...[
    'id',
    'client_id',
    'tenant_id',
    'uuid',
    'slug',
    'created_at',
    'updated_at',
    'started_at',
    'finished_at',
  ],
  ...['installation_date', 'last_updated', 'wrapped_key', 'wrapped_password', 'attempts'],
]);

/** Everything a provisioning leaves behind, in a form in which two clients made in the same way are equal. */
export async function endStateOf(core: FreshCore, client: KnownClient): Promise<unknown> {
  const { databaseName, tenantId } = client;
  const state = {
    columns: await query(core, columns, [databaseName]),
    indexes: await query(core, indexes, [databaseName]),
    foreignKeys: await query(core, foreignKeys, [databaseName]),
    partitions: await query(core, partitions, [databaseName]),
    seeded: await allRows(
      core,
      seeded.map((table) => [databaseName, table]),
    ),
    core: await Promise.all(
      Object.entries(coreRows).map(([table, key]) =>
        query(core, 'SELECT * FROM ??.?? WHERE ?? = ?', [core.database, table, key, tenantId]),
      ),
    ),
    events: await query(
      core,
      'SELECT version, event_type FROM ??.event_journal WHERE stream_id = ? ORDER BY version',
      [core.database, String(tenantId)],
    ),
    grants: await rightsOf(core, tenantId),
  };
  return JSON.parse(JSON.stringify(state).replaceAll(String(tenantId), 'N')) as unknown;
}

/** What the accounts of a tenant may do, as the server tells it, without its number and its passwords. */
export async function rightsOf(core: FreshCore, tenantId: number): Promise<string[]> {
  const lines: string[] = [];
  for (const account of databaseAccounts) {
    const rows = await core.servers.run<Record<string, string>>(
      'first',
      `SHOW GRANTS FOR ${quoteAccount(`c${tenantId}_${account}`)}`,
    );
    lines.push(...rows.flatMap((row) => Object.values(row)));
  }
  return lines
    .map((line) =>
      line.replace(/IDENTIFIED BY PASSWORD '[^']*'/, 'IDENTIFIED').replaceAll(String(tenantId), 'N'),
    )
    .sort();
}

const allRows = (core: FreshCore, tables: readonly (readonly string[])[]): Promise<unknown[]> =>
  Promise.all(tables.map(([schema, table]) => query(core, 'SELECT * FROM ??.??', [schema, table])));

async function query(core: FreshCore, sql: string, values: readonly unknown[]): Promise<unknown[]> {
  const rows = await core.servers.run<Record<string, unknown>>('first', sql, values);
  return rows
    .map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !ownOfEach.has(name))))
    .map((row) => JSON.stringify(row))
    .sort();
}
