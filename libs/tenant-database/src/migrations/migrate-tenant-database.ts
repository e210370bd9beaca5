import type { Industry } from '@trackingbms/tenants';
import { driverErrorOf } from '../data-sources/driver-error.js';
import {
  MigrationChanged,
  MigrationInProgress,
  MigrationStepFailed,
  SchemaNewerThanCode,
} from './migrations.errors.js';
import type { Migration, MigrationStep } from './migration.js';
import { checksumOf, MigrationLog } from './migration-log.js';
import { migrationsOf } from './schema-version.js';
import type { SqlSession } from './sql-session.js';

export interface MigrationProgress {
  readonly version: number;
  readonly step: string;
}

export interface MigrateOptions {
  readonly industry: Industry;
  /** Told after each step that was applied. */
  readonly onStep?: (progress: MigrationProgress) => void;
  /** In order of version; the industry's own when absent. */
  readonly migrations?: readonly Migration[];
}

export interface MigrationOutcome {
  readonly schemaVersion: number;
  /** Steps applied by this run; 0 when there was nothing to do. */
  readonly applied: number;
}

/**
 * Brings the session's database to the newest schema of its industry. Can be run again after a failure or a crash at
 * any point, and goes on with the step that was not finished. Rejects with one of the errors of `migrations.errors.ts`.
 */
export async function migrateTenantDatabase(
  session: SqlSession,
  options: MigrateOptions,
): Promise<MigrationOutcome> {
  const migrations = options.migrations ?? migrationsOf(options.industry);
  return whileLocked(session, async () => {
    const log = new MigrationLog(session);
    await log.create();
    const open = await openSteps(log, migrations);
    for (const { migration, step } of open) {
      await apply(session, log, migration, step);
      options.onStep?.({ version: migration.version, step: step.name });
    }
    return { schemaVersion: migrations.at(-1)?.version ?? 0, applied: open.length };
  });
}

interface OpenStep {
  readonly migration: Migration;
  readonly step: MigrationStep;
}

async function openSteps(log: MigrationLog, migrations: readonly Migration[]): Promise<readonly OpenStep[]> {
  const logged = await log.steps();
  const newest = migrations.at(-1)?.version ?? 0;
  const unknown = logged.find(({ version }) => version > newest);
  if (unknown) throw new SchemaNewerThanCode(unknown.version);
  const done = new Map(
    logged
      .filter(({ state }) => state === 'done')
      .map(({ version, step, checksum }) => [`${version}/${step}`, checksum]),
  );
  return migrations.flatMap((migration) =>
    migration.steps
      .filter((step) => !isDone(done.get(`${migration.version}/${step.name}`), migration, step))
      .map((step) => ({ migration, step })),
  );
}

function isDone(checksum: string | undefined, migration: Migration, step: MigrationStep): boolean {
  if (checksum === undefined) return false;
  if (checksum !== checksumOf(step)) throw new MigrationChanged(migration.version, step.name);
  return true;
}

/** The column came with the run that crashed before it could note so. */
const addedBefore = 'ER_DUP_FIELDNAME';

async function apply(
  session: SqlSession,
  log: MigrationLog,
  migration: Migration,
  step: MigrationStep,
): Promise<void> {
  await log.begin(migration, step);
  try {
    await session.query(step.sql);
  } catch (error) {
    const reason = driverErrorOf(error).code || 'UNKNOWN';
    if (reason === addedBefore) return log.end(migration, step);
    await log.end(migration, step, reason).catch(() => undefined);
    throw new MigrationStepFailed(migration.version, step.name, reason, { cause: error });
  }
  await log.end(migration, step);
}

/** The lock belongs to the connection, so that a crash gives it back. */
async function whileLocked<T>(session: SqlSession, work: () => Promise<T>): Promise<T> {
  const rows = (await session.query("SELECT GET_LOCK(CONCAT(DATABASE(), '.m'), 0) AS locked")) as {
    locked: number | null;
  }[];
  if (rows[0]?.locked !== 1) throw new MigrationInProgress();
  try {
    return await work();
  } finally {
    // The connection may be the reason of the failure; its lock is gone with it then.
    await session.query("SELECT RELEASE_LOCK(CONCAT(DATABASE(), '.m'))").catch(() => undefined);
  }
}
