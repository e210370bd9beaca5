import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseEngine } from '@trackingbms/tenants';
import mysql, { type Pool, type PoolConnection, type PoolOptions } from 'mysql2';

/** What every connection is told before its first statement. */
export interface SessionSettings {
  readonly engine: DatabaseEngine;
  readonly statementTimeoutMilliseconds: number;
  readonly lockTimeoutSeconds: number;
}

const strict =
  'STRICT_TRANS_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
const gracefulCloseMilliseconds = 1000;

/** Statements that make a new connection behave the same on every server, whatever its own defaults. */
export function sessionStatements(settings: SessionSettings): readonly string[] {
  const milliseconds = Math.trunc(settings.statementTimeoutMilliseconds);
  // MySQL knows a limit for SELECT only; MariaDB's holds for every statement.
  const limit =
    settings.engine === 'mariadb'
      ? `max_statement_time = ${milliseconds / 1000}`
      : `max_execution_time = ${milliseconds}`;
  const lockTimeout = Math.trunc(settings.lockTimeoutSeconds);
  return [
    `SET SESSION time_zone = '+00:00', sql_mode = '${strict}', innodb_lock_wait_timeout = ${lockTimeout}, ${limit}`,
    'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  ];
}

/**
 * Stands between TypeORM and mysql2 to prepare each new connection and to be able to close all of them: TypeORM alone
 * leaks the pool when opening fails half-way, and waits for ever for a server that no longer answers.
 */
export class SessionPool {
  readonly #connections = new Set<PoolConnection>();
  #pool: Pool | undefined;

  constructor(private readonly settings: SessionSettings) {}

  /** To be given to TypeORM as its `driver`. */
  readonly driver = {
    createPool: (options: PoolOptions): Pool => {
      const pool = mysql.createPool(options);
      pool.on('connection', (connection) => this.#prepare(connection));
      this.#pool = pool;
      return pool;
    },
  };

  /** Resolves when every connection is closed; a server that does not answer is left after a second. */
  async close(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    if (!pool) return;
    const ended = new Promise<void>((resolve) => pool.end(() => resolve()));
    const abort = new AbortController();
    const patience = delay(gracefulCloseMilliseconds, undefined, { signal: abort.signal }).catch(
      () => undefined,
    );
    await Promise.race([ended, patience]);
    abort.abort();
    this.destroy();
  }

  /** Drops every connection at once, whatever it is doing. */
  destroy(): void {
    for (const connection of this.#connections) connection.destroy();
    this.#connections.clear();
  }

  #prepare(connection: PoolConnection): void {
    this.#connections.add(connection);
    // Without a listener a connection lost while idle would end the program.
    connection.on('error', () => this.#connections.delete(connection));
    connection.on('end', () => this.#connections.delete(connection));
    for (const statement of sessionStatements(this.settings)) {
      connection.query(statement, (error) => {
        if (error) connection.destroy();
      });
    }
  }
}
