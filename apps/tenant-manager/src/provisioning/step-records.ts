import type { TenantTransaction } from '@trackingbms/tenant-database';
import type { ProvisioningStep } from '@trackingbms/tenants';
import type { CoreDatabase } from '../core-database/core-database.js';

export interface StepRecord {
  readonly step: ProvisioningStep;
  readonly state: 'running' | 'done' | 'failed';
  readonly attempts: number;
  readonly errorCode: string | null;
}

/** The table `provisioning_steps`: how far each client came, how often it was tried, and why it stopped. */
export class StepRecords {
  constructor(
    private readonly core: CoreDatabase,
    private readonly now: () => number,
  ) {}

  async started(tenantId: number, step: ProvisioningStep): Promise<void> {
    await this.core.rows(
      `INSERT INTO provisioning_steps (tenant_id, step, state, attempts, started_at) VALUES (?, ?, 'running', 1, ?)
       ON DUPLICATE KEY UPDATE state = 'running', attempts = attempts + 1, error_code = NULL,
       started_at = VALUES(started_at), finished_at = NULL`,
      [tenantId, step, new Date(this.now())],
    );
  }

  /**
   * `code` is a stable code: a message of the server could hold a name or a value. A step that is done stays done: the
   * answer to its commit may have been lost.
   */
  async failed(tenantId: number, step: ProvisioningStep, code: string): Promise<void> {
    await this.core.rows(
      `UPDATE provisioning_steps SET state = 'failed', error_code = ?, finished_at = ?
       WHERE tenant_id = ? AND step = ? AND state = 'running'`,
      [code.slice(0, 64), new Date(this.now()), tenantId, step],
    );
  }

  /** In the transaction that records the event of the step. */
  async done(tx: TenantTransaction, tenantId: number, step: ProvisioningStep, at: number): Promise<void> {
    await tx.manager.query(
      `UPDATE provisioning_steps SET state = 'done', error_code = NULL, finished_at = ?
       WHERE tenant_id = ? AND step = ?`,
      [new Date(at), tenantId, step],
    );
  }

  async list(tenantId: number): Promise<StepRecord[]> {
    const rows = await this.core.rows<Omit<StepRecord, 'errorCode'> & { error_code: string | null }>(
      'SELECT step, state, attempts, error_code FROM provisioning_steps WHERE tenant_id = ? ORDER BY started_at, step',
      [tenantId],
    );
    return rows.map(({ step, state, attempts, error_code }) => ({
      step,
      state,
      attempts,
      errorCode: error_code,
    }));
  }
}
