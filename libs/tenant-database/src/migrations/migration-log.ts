import { createHash } from 'node:crypto';
import type { Migration, MigrationStep } from './migration.js';
import type { SqlSession } from './sql-session.js';

type StepState = 'running' | 'done' | 'failed';

interface LoggedStep {
  version: number;
  step: string;
  checksum: string;
  state: StepState;
}

const table = `CREATE TABLE IF NOT EXISTS schema_migrations (
  version INT NOT NULL,
  step VARCHAR(100) NOT NULL,
  migration VARCHAR(100) NOT NULL,
  checksum CHAR(64) NOT NULL,
  state ENUM('running', 'done', 'failed') NOT NULL,
  attempt INT NOT NULL DEFAULT 1,
  error VARCHAR(100) NULL,
  started_at DATETIME(3) NOT NULL,
  finished_at DATETIME(3) NULL,
  PRIMARY KEY (version, step)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`;

export function checksumOf(step: MigrationStep): string {
  return createHash('sha256').update(step.sql).digest('hex');
}

/** The table `schema_migrations`: a row for each step that was begun. */
export class MigrationLog {
  constructor(private readonly session: SqlSession) {}

  async create(): Promise<void> {
    await this.session.query(table);
  }

  async steps(): Promise<readonly LoggedStep[]> {
    const rows = await this.session.query('SELECT version, step, checksum, state FROM schema_migrations');
    return rows as LoggedStep[];
  }

  async begin(migration: Migration, step: MigrationStep): Promise<void> {
    await this.session.query(
      `INSERT INTO schema_migrations (version, step, migration, checksum, state, started_at)
       VALUES (?, ?, ?, ?, 'running', UTC_TIMESTAMP(3))
       ON DUPLICATE KEY UPDATE checksum = VALUES(checksum), state = 'running', attempt = attempt + 1, error = NULL,
       started_at = VALUES(started_at), finished_at = NULL`,
      [migration.version, step.name, migration.name, checksumOf(step)],
    );
  }

  /** `error` is the server's name of the error, never its message. */
  async end(migration: Migration, step: MigrationStep, error?: string): Promise<void> {
    await this.session.query(
      `UPDATE schema_migrations SET state = ?, error = ?, finished_at = UTC_TIMESTAMP(3)
       WHERE version = ? AND step = ?`,
      [error === undefined ? 'done' : 'failed', error ?? null, migration.version, step.name],
    );
  }
}
