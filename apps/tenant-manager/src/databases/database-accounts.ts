import { randomBytes } from 'node:crypto';
import { accountNameOf, databaseAccounts, type DatabaseAccount } from '@trackingbms/tenant-database';
import type { CoreDatabase } from '../core-database/core-database.js';
import { seal, unseal } from '../encryption-keys/sealed-secret.js';
import type { TenantKeys } from '../encryption-keys/tenant-keys.js';
import { AccountMissing } from '../provisioning/provisioning.errors.js';

const passwordBytes = 32;

export interface AccountSecret {
  readonly username: string;
  /** Never logged, never in an error, never in SQL text but that which makes the account. */
  readonly password: string;
}

interface AccountRow {
  username: string;
  wrapped_password: string;
  key_version: number;
}

/** The passwords of a tenant's database accounts, sealed with its data key before any server hears of them. */
export class DatabaseAccounts {
  constructor(
    private readonly core: CoreDatabase,
    private readonly keys: TenantKeys,
    private readonly now: () => number,
  ) {}

  /** Draws and keeps a password for each account that has none. A password that is there stays. */
  async ensure(tenantId: number): Promise<void> {
    const key = await this.keys.newest(tenantId);
    const rows = databaseAccounts.map((account) => {
      const password = Buffer.from(randomBytes(passwordBytes).toString('base64url'));
      const sealed = seal(key, password, contextOf(tenantId, account));
      return [tenantId, account, accountNameOf(tenantId, account), sealed, key.version, new Date(this.now())];
    });
    await this.core.rows(
      `INSERT INTO tenant_database_users (tenant_id, role, username, wrapped_password, key_version, created_at)
       VALUES ? ON DUPLICATE KEY UPDATE tenant_id = tenant_database_users.tenant_id`,
      [rows],
    );
  }

  /** Rejects with `AccountMissing` or `SecretNotOpened`. */
  async secretOf(tenantId: number, account: DatabaseAccount): Promise<AccountSecret> {
    const [row] = await this.core.rows<AccountRow>(
      'SELECT username, wrapped_password, key_version FROM tenant_database_users WHERE tenant_id = ? AND role = ?',
      [tenantId, account],
    );
    if (!row) throw new AccountMissing();
    const key = await this.keys.ofVersion(tenantId, row.key_version);
    const password = unseal(key, row.wrapped_password, contextOf(tenantId, account)).toString();
    return { username: row.username, password };
  }
}

const contextOf = (tenantId: number, account: DatabaseAccount) => ({
  tenantId,
  purpose: `tenant_database_users.wrapped_password/${account}`,
});
