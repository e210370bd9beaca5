import { StatementFailed } from '@trackingbms/tenant-database';
import { createConnection, createPool, type Connection, type Pool } from 'mysql2/promise';
import type { DatabaseServer } from './database-server.js';
import { ServerLockBusy, ServerUnknown } from './database-servers.errors.js';

const connectTimeoutMilliseconds = 5000;
const connectionsPerServer = 8;

/**
 * Statements under a server's administrating account, outside of any one database: databases, accounts, rights and
 * locks. Errors carry the driver's codes only, because the statements hold passwords.
 */
export class ServerConnections {
  private readonly pools = new Map<string, Pool>();

  constructor(private readonly servers: readonly DatabaseServer[]) {}

  /** Throws `ServerUnknown`. */
  server(name: string): DatabaseServer {
    const server = this.servers.find((known) => known.name === name);
    if (!server) throw new ServerUnknown(name);
    return server;
  }

  async run<Row>(serverName: string, sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    const pool = this.poolOf(serverName);
    try {
      const [rows] = await pool.query(sql, [...values]);
      return rows as Row[];
    } catch (error) {
      throw withoutSecrets(error);
    }
  }

  /**
   * Runs `work` while nobody else holds the lock of this name on the server, on a connection of its own, so that the
   * server frees it when this process dies. Rejects with `ServerLockBusy` after `seconds`.
   */
  async underLock<T>(
    lock: { server: string; name: string; seconds: number },
    work: () => Promise<T>,
  ): Promise<T> {
    const connection = await this.connect(lock.server);
    try {
      const [rows] = await connection.query('SELECT GET_LOCK(?, ?) AS got', [lock.name, lock.seconds]);
      if ((rows as { got: number | null }[])[0]?.got !== 1) throw new ServerLockBusy();
      return await work();
    } finally {
      await connection.end().catch(() => connection.destroy());
    }
  }

  /** Resolves when every connection is closed. */
  async close(): Promise<void> {
    const pools = [...this.pools.values()];
    this.pools.clear();
    await Promise.all(pools.map((pool) => pool.end()));
  }

  private async connect(serverName: string): Promise<Connection> {
    const options = optionsOf(this.server(serverName));
    try {
      return await createConnection(options);
    } catch (error) {
      throw withoutSecrets(error);
    }
  }

  private poolOf(serverName: string): Pool {
    const known = this.pools.get(serverName);
    if (known) return known;
    const pool = createPool({ ...optionsOf(this.server(serverName)), connectionLimit: connectionsPerServer });
    this.pools.set(serverName, pool);
    return pool;
  }
}

const optionsOf = (server: DatabaseServer) => ({
  host: server.host,
  port: server.port,
  user: server.adminUser,
  password: server.adminPassword,
  charset: 'utf8mb4_unicode_ci',
  timezone: 'Z',
  multipleStatements: false,
  connectTimeout: connectTimeoutMilliseconds,
});

/** The driver's error holds the statement, and a statement that makes an account holds its password. */
function withoutSecrets(error: unknown): unknown {
  const { code, errno } = (error ?? {}) as { code?: unknown; errno?: unknown };
  if (typeof code !== 'string') return error;
  return new StatementFailed(code, typeof errno === 'number' ? errno : 0);
}
