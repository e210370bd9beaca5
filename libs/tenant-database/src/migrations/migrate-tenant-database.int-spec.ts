import { randomInt } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { databaseNameOf } from '@trackingbms/tenants';
import { quoteDatabase } from '../database-names/quote-database.js';
import { openAdminSession, testCoordinates } from '../testing/index.js';
import { communicationAndRawFramesMigration } from './0008-communication-and-raw-frames.migration.js';
import { migrateTenantDatabase } from './migrate-tenant-database.js';
import type { Migration } from './migration.js';
import { latestSchemaVersion, migrationsOf } from './schema-version.js';
import { openSqlSession, type ClosableSqlSession, type SqlSession } from './sql-session.js';

const industry = 'batteries';
let admin: ClosableSqlSession;
let database: string;
let session: ClosableSqlSession;

beforeAll(async () => {
  admin = await openAdminSession();
});

afterAll(() => admin.close());

beforeEach(async () => {
  database = await createDatabase();
  session = await open(database);
});

afterEach(async () => {
  await session.close();
  await dropDatabase(database);
});

async function createDatabase(): Promise<string> {
  const name = databaseNameOf(randomInt(1_000_000, 2_000_000_000), industry);
  await admin.query(
    `CREATE DATABASE ${quoteDatabase(name)} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
  );
  return name;
}

function dropDatabase(name: string): Promise<unknown> {
  return admin.query(`DROP DATABASE ${quoteDatabase(name)}`);
}

function open(name: string): Promise<ClosableSqlSession> {
  return openSqlSession(testCoordinates(1, name, 0));
}

/** Every column, index and foreign key, without the names of the database. */
async function schemaOf(name: string): Promise<unknown[]> {
  const of = (table: string, columns: string) =>
    admin.query(
      `SELECT ${columns} FROM information_schema.${table} WHERE table_schema = ? ORDER BY ${columns}`,
      [name],
    );
  return Promise.all([
    of(
      'columns',
      'table_name, ordinal_position, column_name, column_type, is_nullable, column_default, collation_name, extra',
    ),
    of('statistics', 'table_name, index_name, seq_in_index, column_name, non_unique, index_type'),
    of(
      'referential_constraints'.replace('referential', 'table'),
      'table_name, constraint_name, constraint_type',
    ),
    of('partitions', 'table_name, partition_method, partition_expression'),
  ]);
}

function table(name: string): string {
  return `CREATE TABLE IF NOT EXISTS ${name} (id INT PRIMARY KEY)`;
}

function migration(version: number, steps: Migration['steps']): Migration {
  return { version, name: `m${version}`, industries: [industry], steps };
}

describe('a migration', () => {
  it('brings an empty database to the newest schema, and does nothing the second time', async () => {
    const told: string[] = [];
    const first = await migrateTenantDatabase(session, { industry, onStep: ({ step }) => told.push(step) });
    const steps = migrationsOf(industry).flatMap((each) => each.steps);
    expect(first).toEqual({ schemaVersion: latestSchemaVersion(industry), applied: steps.length });
    expect(told).toEqual(steps.map(({ name }) => name));
    const before = await schemaOf(database);
    expect(await migrateTenantDatabase(session, { industry })).toMatchObject({ applied: 0 });
    expect(await schemaOf(database)).toEqual(before);
  });

  it('has a row for each step, done, with the checksum of what was run', async () => {
    await migrateTenantDatabase(session, { industry });
    const rows = (await session.query(
      'SELECT state, attempt, LENGTH(checksum) AS length, finished_at >= started_at AS ended FROM schema_migrations',
    )) as unknown[];
    expect(rows).toHaveLength(migrationsOf(industry).flatMap((each) => each.steps).length);
    for (const row of rows) expect(row).toEqual({ state: 'done', attempt: 1, length: 64, ended: 1 });
  });

  it('ends with the same schema when it is killed after each step and run again each time', async () => {
    await migrateTenantDatabase(session, { industry });
    const expected = await schemaOf(database);
    const crashing = await createDatabase();
    for (const { sql } of migrationsOf(industry).flatMap(({ steps }) => steps)) {
      const victim = await open(crashing);
      await expect(migrateTenantDatabase(dyingAfter(victim, sql), { industry })).rejects.toThrow();
      await victim.close();
    }
    const survivor = await open(crashing);
    expect(await migrateTenantDatabase(survivor, { industry })).toMatchObject({ applied: 1 });
    await survivor.close();
    expect(await schemaOf(crashing)).toEqual(expected);
    await dropDatabase(crashing);
  });

  it('adds columns to the tables of the release before without touching what is in them', async () => {
    const before = migrationsOf(industry).filter(
      ({ version }) => version < communicationAndRawFramesMigration.version,
    );
    await migrateTenantDatabase(session, { industry, migrations: before });
    await session.query('SET foreign_key_checks = 0');
    const readings = `INSERT INTO bms_data (battery_id, timestamp, operation_mode) VALUES (1, ?, 'idle')`;
    await session.query(readings, ['2025-12-31 10:00:00.000']);
    await session.query(readings, ['2026-08-31 10:00:00.000']);
    await session.query(`INSERT INTO battery_states (battery_id, connection) VALUES (1, 'online')`);
    await migrateTenantDatabase(session, { industry });
    await session.query(readings, ['2026-08-31 10:00:01.000']);
    expect(await session.query('SELECT raw_frames FROM bms_data')).toEqual(
      Array(3).fill({ raw_frames: null }),
    );
    expect(await session.query('SELECT connection, communication FROM battery_states')).toEqual([
      { connection: 'online', communication: null },
    ]);
  });

  it('goes on with the step that failed, and says which it was and why, without its SQL', async () => {
    const good = { name: 'a', sql: table('a') };
    const bad = migration(1, [good, { name: 'b', sql: 'ALTER TABLE missing ADD COLUMN x INT' }]);
    const failed = migrateTenantDatabase(session, { industry, migrations: [bad] });
    await expect(failed).rejects.toMatchObject({
      name: 'MigrationStepFailed',
      version: 1,
      step: 'b',
      reason: 'ER_NO_SUCH_TABLE',
      message: expect.not.stringContaining('ALTER') as unknown,
    });
    const states = () =>
      session.query('SELECT step, state, attempt, error FROM schema_migrations ORDER BY step');
    expect(await states()).toEqual([
      { step: 'a', state: 'done', attempt: 1, error: null },
      { step: 'b', state: 'failed', attempt: 1, error: 'ER_NO_SUCH_TABLE' },
    ]);
    const fixed = migration(1, [good, { name: 'b', sql: table('b') }]);
    expect(await migrateTenantDatabase(session, { industry, migrations: [fixed] })).toEqual({
      schemaVersion: 1,
      applied: 1,
    });
    expect(await states()).toEqual([
      { step: 'a', state: 'done', attempt: 1, error: null },
      { step: 'b', state: 'done', attempt: 2, error: null },
    ]);
  });

  it('refuses a step that was changed after it had been applied', async () => {
    await migrateTenantDatabase(session, {
      industry,
      migrations: [migration(1, [{ name: 'a', sql: table('a') }])],
    });
    const changed = migrateTenantDatabase(session, {
      industry,
      migrations: [migration(1, [{ name: 'a', sql: table('b') }])],
    });
    await expect(changed).rejects.toMatchObject({ code: 'TENANT_DATABASE.MIGRATION_CHANGED', step: 'a' });
  });

  it('leaves a database alone that newer code has migrated', async () => {
    const one = migration(1, [{ name: 'a', sql: table('a') }]);
    const two = migration(2, [{ name: 'b', sql: table('b') }]);
    await migrateTenantDatabase(session, { industry, migrations: [one, two] });
    await expect(migrateTenantDatabase(session, { industry, migrations: [one] })).rejects.toMatchObject({
      code: 'TENANT_DATABASE.SCHEMA_NEWER_THAN_CODE',
      version: 2,
    });
  });

  it('is run by one at a time', async () => {
    const other = await open(database);
    const outcomes = await Promise.allSettled([
      migrateTenantDatabase(session, { industry }),
      migrateTenantDatabase(other, { industry }),
    ]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({
      code: 'TENANT_DATABASE.MIGRATION_IN_PROGRESS',
      transient: true,
    });
    await other.close();
    expect(await migrateTenantDatabase(session, { industry })).toMatchObject({ applied: 0 });
  });

  it('is refused for an industry that has no template yet', async () => {
    await expect(migrateTenantDatabase(session, { industry: 'solar' })).rejects.toMatchObject({
      code: 'TENANT_DATABASE.INDUSTRY_NOT_AVAILABLE',
      industry: 'solar',
    });
  });
});

/** A process that is killed right after a statement of the schema, before it could note that the step is done. */
function dyingAfter(session: SqlSession, last: string): SqlSession {
  let dead = false;
  return {
    query: async (sql, parameters) => {
      const answer = dead ? undefined : await session.query(sql, parameters);
      dead ||= sql === last;
      if (dead) throw new Error('killed');
      return answer;
    },
  };
}
