import 'reflect-metadata';
import type { DatabaseCoordinates } from '@trackingbms/tenants';
import { DataSource } from 'typeorm';
import { SessionPool } from './session-pool.js';
import { SnakeCaseNames } from './snake-case-names.js';
import { silentLogger } from './silent-logger.js';
import { tenantEntities } from './tenant-entities.js';

/** Times in milliseconds unless the name says otherwise. */
export interface ConnectionSettings {
  readonly connectionsPerTenant: number;
  /** Callers that may wait for one of a tenant's connections before they are turned away. */
  readonly waitingPerTenant: number;
  readonly connectTimeoutMilliseconds: number;
  readonly statementTimeoutMilliseconds: number;
  readonly lockTimeoutSeconds: number;
}

export interface OpenDataSource {
  readonly dataSource: DataSource;
  /** Resolves when every connection is closed. Never rejects. */
  close(): Promise<void>;
}

// The server ends a slow statement itself; the client's limit is for a server that no longer answers at all.
const answerMarginMilliseconds = 3000;

/** Opens one connection at once, so that it rejects when the server, the account or the database is not there. */
export async function openDataSource(
  coordinates: DatabaseCoordinates,
  settings: ConnectionSettings,
): Promise<OpenDataSource> {
  const pool = new SessionPool({ ...settings, engine: coordinates.engine });
  const dataSource = new DataSource(dataSourceOptions(coordinates, settings, pool));
  try {
    await dataSource.initialize();
  } catch (error) {
    await pool.close();
    throw error;
  }
  return { dataSource, close: () => pool.close() };
}

function dataSourceOptions(
  coordinates: DatabaseCoordinates,
  settings: ConnectionSettings,
  pool: SessionPool,
): ConstructorParameters<typeof DataSource>[0] {
  return {
    type: coordinates.engine,
    driver: pool.driver,
    host: coordinates.host,
    port: coordinates.port,
    database: coordinates.database,
    username: coordinates.username,
    password: coordinates.password,
    entities: [...tenantEntities],
    namingStrategy: new SnakeCaseNames(),
    synchronize: false,
    migrationsRun: false,
    logger: silentLogger,
    timezone: 'Z',
    charset: 'utf8mb4_unicode_ci',
    supportBigNumbers: true,
    bigNumberStrings: false,
    dateStrings: false,
    multipleStatements: false,
    connectTimeout: settings.connectTimeoutMilliseconds,
    enableQueryTimeout: true,
    maxQueryExecutionTime: settings.statementTimeoutMilliseconds + answerMarginMilliseconds,
    poolSize: settings.connectionsPerTenant,
    extra: {
      // The one place where DECIMAL becomes a number; a value beyond 15 digits has to be cast to CHAR in its query.
      decimalNumbers: true,
      maxIdle: 1,
      idleTimeout: 15_000,
      queueLimit: settings.waitingPerTenant,
    },
  };
}
