import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseAccess } from '@trackingbms/tenants';
import { isLockConflict } from './classify-database-error.js';
import { withoutStatement } from './driver-error.js';
import type { TenantDataSources } from './tenant-data-sources.js';
import { runInTransaction, type TenantTransaction } from './tenant-transaction.js';

export interface TenantConnectionsOptions {
  /** How often a transaction is tried when the database keeps giving up its locks. */
  readonly attempts: number;
  /** Longest pause before the second try; doubles with each further one. */
  readonly retryMilliseconds: number;
  readonly random: () => number;
}

const defaults: TenantConnectionsOptions = { attempts: 5, retryMilliseconds: 20, random: Math.random };

/** What a service uses to work in tenants' databases. Errors leave it without SQL, parameters or values. */
export class TenantConnections {
  readonly #options: TenantConnectionsOptions;

  constructor(
    private readonly sources: TenantDataSources,
    options: Partial<TenantConnectionsOptions> = {},
  ) {
    this.#options = { ...defaults, ...options };
  }

  /**
   * Runs `work` in one READ COMMITTED transaction of the service's own account. The whole of it is run again after a
   * deadlock or a lock time-out, so it must not change anything outside. Rejects with `TenantUnavailable`; if that
   * happens at the commit, the outcome is not known: an expected version or a checkpoint tells at the next try.
   */
  async inTransaction<T>(tenantId: number, work: (tx: TenantTransaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.sources.lease(tenantId, 'owner', (dataSource) =>
          runInTransaction(dataSource, tenantId, work),
        );
      } catch (error) {
        if (!isLockConflict(error) || attempt >= this.#options.attempts) throw withoutStatement(error);
        await delay(this.#options.retryMilliseconds * 2 ** (attempt - 1) * this.#options.random());
      }
    }
  }

  /** Reads with the service's own account, each query by itself. */
  reading<T>(tenantId: number, work: (tx: TenantTransaction) => Promise<T>): Promise<T> {
    return this.#read(tenantId, 'owner', work);
  }

  /** Reads what other services own, through the account that may only read. For named read models. */
  readingShared<T>(tenantId: number, work: (tx: TenantTransaction) => Promise<T>): Promise<T> {
    return this.#read(tenantId, 'reader', work);
  }

  async #read<T>(
    tenantId: number,
    access: DatabaseAccess,
    work: (tx: TenantTransaction) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.sources.lease(tenantId, access, ({ manager }) => work({ tenantId, manager }));
    } catch (error) {
      throw withoutStatement(error);
    }
  }
}
