import { Injectable } from '@nestjs/common';
import type { TenantEntryV1 } from '@trackingbms/message-contracts';
import { type StoredUser, TenantConnections, UserStore } from '@trackingbms/tenant-database';
import type { RefusalReason } from '../identity-events/identity-journal.js';
import { isOpen } from '../tenants/known-tenants.js';
import { PasswordHasher } from '../users/password-hasher.js';
import { canonicalUsername } from '../users/username.js';

/** What was found out about a name and a password. */
export type Finding =
  | { readonly refusal: null; readonly user: StoredUser; readonly currentHash: string }
  | { readonly refusal: RefusalReason; readonly user: StoredUser | null };

/** Finds out whether a password is a user's. The same work is done whoever it is, so that the time tells nothing. */
@Injectable()
export class CredentialCheck {
  constructor(
    private readonly connections: TenantConnections,
    private readonly hasher: PasswordHasher,
  ) {}

  /** @throws ProblemError 503 when so many wait that one more would wait too long. */
  requireRoom(): void {
    this.hasher.requireRoom();
  }

  /** Takes as long as a check does. */
  async checkNobody(password: string): Promise<void> {
    await this.hasher.verify(null, password);
  }

  /** @param name in its canonical form */
  async check(tenant: TenantEntryV1, name: string, password: string): Promise<Finding> {
    const found = await this.connections.reading(tenant.tenantId, (tx) => new UserStore(tx).byUsername(name));
    const user = found && canonicalUsername(found.username) === name ? found : null;
    const right = await this.hasher.verify(user?.passwordHash ?? null, password);
    if (!user) return { user, refusal: 'unknown-user' };
    if (!right) return { user, refusal: 'wrong-password' };
    const refusal = closedBy(user, tenant);
    if (refusal) return { user, refusal };
    return { user, refusal: null, currentHash: await this.currentHash(user, password) };
  }

  /** A hash made by yesterday's parameters is made anew while the password is at hand. */
  private async currentHash({ passwordHash }: StoredUser, password: string): Promise<string> {
    if (!this.hasher.isOutdated(passwordHash)) return passwordHash;
    return this.hasher.hash(password).catch(() => passwordHash);
  }
}

function closedBy({ isActive }: StoredUser, tenant: TenantEntryV1): RefusalReason | null {
  if (!isActive) return 'inactive';
  return isOpen(tenant) ? null : 'tenant-closed';
}
