import {
  latestSchemaVersion,
  TenantConnections,
  TenantDataSources,
  type TenantTransaction,
} from '@trackingbms/tenant-database';
import type { DatabaseCoordinates } from '@trackingbms/tenants';
import type { DatabaseServer } from '../database-servers/database-server.js';

/** The core database goes through the same doors as the tenants' ones, under a number no client can have. */
export const coreId = 0;
const connectionsToCore = 8;
const idleMilliseconds = 600_000;
const statementTimeoutMilliseconds = 30_000;

/** `trackingbms_core`: transactions with retry, errors without statements, and what the journal relay needs. */
export class CoreDatabase {
  readonly connections: TenantConnections;

  constructor(private readonly sources: TenantDataSources) {
    this.connections = new TenantConnections(sources);
  }

  /** READ COMMITTED; the whole of `work` is run again after a deadlock, so it changes nothing outside. */
  inTransaction<T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T> {
    return this.connections.inTransaction(coreId, work);
  }

  /** One statement by itself. */
  rows<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.connections.reading(coreId, ({ manager }) => manager.query(sql, [...values]));
  }

  close(): Promise<void> {
    return this.sources.close();
  }
}

/** Opens its first connection with the first statement. */
export function openCoreDatabase(server: DatabaseServer, database: string): CoreDatabase {
  const coordinates = coreCoordinates(server, database);
  const sources = new TenantDataSources(
    { coordinatesOf: () => Promise.resolve(coordinates) },
    { maxOpen: 1, connectionsPerTenant: connectionsToCore, idleMilliseconds, statementTimeoutMilliseconds },
  );
  return new CoreDatabase(sources);
}

export function coreCoordinates(server: DatabaseServer, database: string): DatabaseCoordinates {
  const { engine, host, port, adminUser: username, adminPassword: password } = server;
  // The version is asked for because a tenant's database may lag behind; core is migrated before it is opened.
  const schemaVersion = latestSchemaVersion('batteries');
  return { tenantId: coreId, engine, host, port, database, username, password, schemaVersion };
}
