import { randomBytes } from 'node:crypto';
import type { CoreDatabase } from '../core-database/core-database.js';
import { DataKeyMissing } from './encryption-keys.errors.js';
import { seal, unseal, type SealingKey } from './sealed-secret.js';

const firstVersion = 1;
const keyBytes = 32;

export interface TenantKey extends SealingKey {
  readonly version: number;
}

interface KeyRow {
  key_version: number;
  wrapped_key: string;
}

/** Each client's own data key, kept wrapped by the master key. Only the newest version seals; older ones still open. */
export class TenantKeys {
  constructor(
    private readonly core: CoreDatabase,
    private readonly masterKey: SealingKey,
    private readonly now: () => number,
  ) {}

  /** Makes the client's first key unless it has one, and proves that it opens. Callers at the same time get the same key. */
  async ensure(tenantId: number): Promise<TenantKey> {
    const wrapped = seal(this.masterKey, randomBytes(keyBytes), contextOf(tenantId, firstVersion));
    await this.core.rows(
      `INSERT INTO tenant_keys (tenant_id, key_version, wrapped_key, created_at) VALUES (?, ?, ?, ?)
       ON DUPLICATE KEY UPDATE tenant_id = tenant_keys.tenant_id`,
      [tenantId, firstVersion, wrapped, new Date(this.now())],
    );
    return this.newest(tenantId);
  }

  /** Rejects with `DataKeyMissing` or `SecretNotOpened`. */
  async newest(tenantId: number): Promise<TenantKey> {
    const rows = await this.core.rows<KeyRow>(
      'SELECT key_version, wrapped_key FROM tenant_keys WHERE tenant_id = ? ORDER BY key_version DESC LIMIT 1',
      [tenantId],
    );
    return this.open(tenantId, rows[0]);
  }

  /** As {@link newest}, for what an older key sealed. */
  async ofVersion(tenantId: number, version: number): Promise<TenantKey> {
    const rows = await this.core.rows<KeyRow>(
      'SELECT key_version, wrapped_key FROM tenant_keys WHERE tenant_id = ? AND key_version = ?',
      [tenantId, version],
    );
    return this.open(tenantId, rows[0]);
  }

  private open(tenantId: number, row: KeyRow | undefined): TenantKey {
    if (!row) throw new DataKeyMissing();
    const bytes = unseal(this.masterKey, row.wrapped_key, contextOf(tenantId, row.key_version));
    return { id: `t${tenantId}.${row.key_version}`, version: row.key_version, bytes };
  }
}

const contextOf = (tenantId: number, version: number) => ({
  tenantId,
  purpose: `tenant_keys.wrapped_key/${version}`,
});
