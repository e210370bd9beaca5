import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ServerConnections } from '../database-servers/server-connections.js';
import { randomCoreName, testServer } from '../testing/fresh-core.js';
import { coreMigrations } from './core-migrations.js';
import { migrateCoreDatabase } from './migrate-core-database.js';

const steps = coreMigrations.flatMap((migration) => migration.steps).length;
let servers: ServerConnections;
let database: string;
const place = () => ({ server: 'first', database });
const rows = (sql: string): Promise<Record<string, unknown>[]> => servers.run('first', sql, [database]);

beforeEach(() => {
  servers = new ServerConnections([testServer()]);
  database = randomCoreName();
});

afterEach(async () => {
  await rows('DROP DATABASE IF EXISTS ??');
  await servers.close();
});

describe('the core database', () => {
  it('is made once by replicas that start together', async () => {
    const applied = await Promise.all([1, 2, 3].map(() => migrateCoreDatabase(servers, place())));
    expect(applied.sort()).toEqual([0, 0, steps]);
  });

  it('goes on after a crash in the middle of a migration', async () => {
    await migrateCoreDatabase(servers, place());
    await rows("DELETE FROM ??.schema_migrations WHERE step IN ('modules', 'audit_logs')");
    await rows("UPDATE ??.schema_migrations SET state = 'running' WHERE step = 'system_config'");
    expect(await migrateCoreDatabase(servers, place())).toBe(5);
    expect(await rows('SELECT COUNT(*) AS n FROM ??.modules')).toEqual([{ n: 7 }]);
    expect(await rows('SELECT COUNT(*) AS n FROM ??.system_config')).toEqual([{ n: 6 }]);
  });

  it('has the first data of the specification, and leaves what was changed since', async () => {
    await migrateCoreDatabase(servers, place());
    expect(await rows('SELECT name, is_core FROM ??.modules ORDER BY id')).toEqual([
      { name: 'core', is_core: 1 },
      { name: 'auth', is_core: 1 },
      { name: 'gateway', is_core: 1 },
      { name: 'bms-connector', is_core: 0 },
      { name: 'data-processor', is_core: 0 },
      { name: 'web-interface', is_core: 0 },
      { name: 'database', is_core: 1 },
    ]);
    await rows(
      `UPDATE ??.system_config SET config_value = 'true' WHERE config_key = 'system.maintenance_mode'`,
    );
    await rows("DELETE FROM ??.schema_migrations WHERE step = 'system_config'");
    await migrateCoreDatabase(servers, place());
    const config = await rows('SELECT config_key AS k, config_value AS v FROM ??.system_config ORDER BY id');
    expect(config.map(({ k, v }) => `${String(k)}=${String(v)}`)).toEqual([
      'system.version=1.0.0',
      'system.maintenance_mode=true',
      'database.auto_backup=true',
      'security.session_lifetime=3600',
      'alerts.email_enabled=true',
      'performance.cache_enabled=true',
    ]);
  });

  it('keeps no key in clear and no time that ends in 2038', async () => {
    await migrateCoreDatabase(servers, place());
    const columns = await rows(
      `SELECT CONCAT(TABLE_NAME, '.', COLUMN_NAME) AS name, DATA_TYPE AS type FROM information_schema.COLUMNS
       WHERE TABLE_SCHEMA = ?`,
    );
    const names = columns.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['clients.slug', 'clients.time_zone', 'clients.version']));
    expect(names).toEqual(
      expect.arrayContaining(['modules.min_platform_version', 'modules.required_services']),
    );
    expect(names.filter((name) => /encryption_key|php|extensions/.test(String(name)))).toEqual([]);
    expect(columns.filter(({ type }) => type === 'timestamp')).toEqual([]);
    expect(columns).toContainEqual({ name: 'audit_logs.ip_address', type: 'varbinary' });
  });

  it('refuses to start over a migration that was edited after it ran', async () => {
    await migrateCoreDatabase(servers, place());
    await rows("UPDATE ??.schema_migrations SET checksum = REPEAT('0', 64) WHERE step = 'clients'");
    await expect(migrateCoreDatabase(servers, place())).rejects.toMatchObject({
      code: 'TENANT_DATABASE.MIGRATION_CHANGED',
    });
  });
});
