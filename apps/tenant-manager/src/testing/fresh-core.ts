import { randomBytes, randomInt } from 'node:crypto';
import { InMemoryEventLog } from '@trackingbms/event-log/testing';
import { quoteAccount, quoteDatabase } from '@trackingbms/tenant-database';
import { testMariaDb } from '@trackingbms/tenant-database/testing';
import { migrateCoreDatabase } from '../core-database/migrate-core-database.js';
import type { DatabaseServer } from '../database-servers/database-server.js';
import { ServerConnections } from '../database-servers/server-connections.js';
import { masterKeyFrom } from '../encryption-keys/master-key.js';
import { assemble, type Surroundings, type TenantManagerParts } from '../tenant-manager-parts.js';

const smallestId = 1_000_000;
const largestId = 2_000_000_000;

export interface FreshCore {
  readonly parts: TenantManagerParts;
  readonly events: InMemoryEventLog;
  readonly servers: ServerConnections;
  readonly database: string;
  readonly server: DatabaseServer;
  readonly masterKey: string;
  /** Another process over the same core database. */
  assembleAgain(changes?: Partial<Surroundings>): TenantManagerParts;
  /** Closes everything and drops the core database with every database and account made through it. */
  drop(): Promise<void>;
}

export function testServer(): DatabaseServer {
  const { host, port, username, password } = testMariaDb();
  return { name: 'first', engine: 'mariadb', host, port, adminUser: username, adminPassword: password };
}

/** Begins at a random number, so that suites that share a server never make the same database. */
export async function migratedCore(servers: ServerConnections, database: string): Promise<void> {
  await migrateCoreDatabase(servers, { server: 'first', database });
  await servers.run(
    'first',
    `ALTER TABLE ??.client_identities AUTO_INCREMENT = ${randomInt(smallestId, largestId)}`,
    [database],
  );
}

export const randomCoreName = (): string => `core_test_${randomBytes(6).toString('hex')}`;

/** A migrated core database of its own on the test server. */
export async function freshCore(changes: Partial<Surroundings> = {}): Promise<FreshCore> {
  const server = testServer();
  const database = randomCoreName();
  const servers = new ServerConnections([server]);
  await migratedCore(servers, database);
  const events = new InMemoryEventLog();
  const masterKey = randomBytes(32).toString('base64');
  const assembled: TenantManagerParts[] = [];
  const assembleAgain = (more: Partial<Surroundings> = {}): TenantManagerParts => {
    const around = {
      databaseServers: [server],
      core: { server: 'first', database },
      masterKey: masterKeyFrom(masterKey),
    };
    const parts = assemble({
      ...around,
      sink: events,
      ensureTopics: () => Promise.resolve(),
      ...changes,
      ...more,
    });
    assembled.push(parts);
    return parts;
  };
  const parts = assembleAgain();
  const drop = async (): Promise<void> => {
    await Promise.all(assembled.map((known) => known.close()));
    await dropAll(servers, database);
    await servers.close();
  };
  return { parts, events, servers, database, server, masterKey, assembleAgain, drop };
}

/** Drops what was provisioned through a core database, then the core database. */
export async function dropAll(servers: ServerConnections, core: string): Promise<void> {
  const accounts = await servers.run<{ username: string }>(
    'first',
    'SELECT username FROM ??.tenant_database_users',
    [core],
  );
  for (const { username } of accounts)
    await servers.run('first', `DROP USER IF EXISTS ${quoteAccount(username)}`);
  const databases = await servers.run<{ name: string }>(
    'first',
    'SELECT database_name AS name FROM ??.tenant_placement',
    [core],
  );
  for (const { name } of databases)
    await servers.run('first', `DROP DATABASE IF EXISTS ${quoteDatabase(name)}`);
  await servers.run('first', 'DROP DATABASE IF EXISTS ??', [core]);
}
