import type { DatabaseCoordinates } from '@trackingbms/tenants';
import mysql from 'mysql2/promise';

/** One connection, not a pool: it holds locks and settings. TypeORM's QueryRunner is one as well. */
export interface SqlSession {
  /** Answers the rows of a SELECT. */
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

export interface ClosableSqlSession extends SqlSession {
  close(): Promise<void>;
}

// A statement that changes a table waits for its readers, and everybody after it waits for the statement.
const metadataLockSeconds = 5;

/** Opens a session for migrations and first data: no limit on the time of a statement, a short one on locks. */
export async function openSqlSession(coordinates: DatabaseCoordinates): Promise<ClosableSqlSession> {
  const connection = await mysql.createConnection({
    host: coordinates.host,
    port: coordinates.port,
    user: coordinates.username,
    password: coordinates.password,
    database: coordinates.database,
    charset: 'utf8mb4_unicode_ci',
    timezone: 'Z',
    connectTimeout: 5000,
    multipleStatements: false,
    stringifyObjects: true,
    decimalNumbers: true,
  });
  await connection.query(`SET SESSION time_zone = '+00:00', lock_wait_timeout = ${metadataLockSeconds}`);
  return {
    query: async (sql, parameters) => (await connection.query(sql, parameters))[0],
    close: () => connection.end(),
  };
}
