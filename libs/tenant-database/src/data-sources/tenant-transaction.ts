import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PoolConnection } from 'mysql2';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

/** A way into one tenant's database, valid while the work it was given to runs. Hand it to stores, do not keep it. */
export interface TenantTransaction {
  readonly tenantId: number;
  readonly manager: EntityManager;
}

/** Runs `work` in a transaction: committed when it resolves, rolled back and rejected with its error otherwise. */
export async function runInTransaction<T>(
  dataSource: DataSource,
  tenantId: number,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  const connection = (await runner.connect()) as PoolConnection;
  try {
    await runner.startTransaction();
    const result = await work({ tenantId, manager: runner.manager });
    await end(runner, connection, 'COMMIT');
    return result;
  } catch (error) {
    await rollBack(runner, connection);
    throw error;
  } finally {
    connection.release();
  }
}

/**
 * Closes the runner before the last statement: a query that the work left behind would otherwise run after it,
 * outside of any transaction. The turn in between lets what already passed the runner's door reach the connection.
 */
async function end(
  runner: QueryRunner,
  connection: PoolConnection,
  statement: 'COMMIT' | 'ROLLBACK',
): Promise<void> {
  Object.assign(runner, { isReleased: true });
  await nextTurn();
  await connection.promise().query({ sql: statement, timeout: endTimeoutMilliseconds });
}

const endTimeoutMilliseconds = 8000;

async function rollBack(runner: QueryRunner, connection: PoolConnection): Promise<void> {
  try {
    await end(runner, connection, 'ROLLBACK');
  } catch {
    // A connection in an unknown state must not go back to the pool; closing it rolls back as well.
    connection.destroy();
  }
}
