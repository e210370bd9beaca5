import { Injectable } from '@nestjs/common';
import type { Caller } from '@trackingbms/service-kit';
import {
  AuditLogStore,
  packIpAddress,
  SessionStore,
  type StoredUser,
  type TenantTransaction,
  UserStore,
} from '@trackingbms/tenant-database';
import type { ClientDetails } from '../sessions/client-details.js';
import { SessionChanges } from '../sessions/session-changes.js';
import { currentPasswordWrong, sessionEnded } from '../sessions/session.errors.js';
import { SignInAttempts } from '../sessions/sign-in-attempts.js';
import { PasswordHasher } from './password-hasher.js';
import { passwordFault, passwordRefused } from './password-rules.js';
import { canonicalUsername } from './username.js';

export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** Changes the caller's password and ends their other sessions. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly changes: SessionChanges,
    private readonly attempts: SignInAttempts,
    private readonly hasher: PasswordHasher,
  ) {}

  /** @throws ProblemError 422 for a wrong or unusable password, 429 when tried too often. */
  async execute(caller: Caller, change: PasswordChange, client: ClientDetails): Promise<void> {
    const { tenantId, sessionId } = caller;
    const user = await this.changes.inTransaction(tenantId, client, (tx) => userOfOpenSession(tx, caller));
    const name = canonicalUsername(user.username);
    const { subject } = await this.attempts.countAccount(tenantId, name, client);
    if (!(await this.hasher.verify(user.passwordHash, change.currentPassword))) {
      await this.changes.inTransaction(tenantId, client, (tx, { at }) =>
        audit(tx, user, { client, at, ok: false }),
      );
      throw currentPasswordWrong();
    }
    requireUsable(change, user);
    const to = await this.hasher.hash(change.newPassword);
    await this.changes.inTransaction(tenantId, client, async (tx, ending) => {
      const { at } = ending;
      await SignInAttempts.takeBack(tx, subject);
      if (!(await new UserStore(tx).changePassword(user.id, { from: user.passwordHash, to, at }))) {
        throw currentPasswordWrong();
      }
      await audit(tx, user, { client, at, ok: true });
      await ending.endOthers(sessionId, { userId: user.id, userUuid: user.uuid }, 'password_changed');
    });
  }
}

/** A token outlives its session by minutes: what changes the account asks the session itself. */
async function userOfOpenSession(tx: TenantTransaction, { sessionId, userId }: Caller): Promise<StoredUser> {
  const session = await new SessionStore(tx).byId(sessionId);
  const user = await new UserStore(tx).byId(userId);
  if (!session || session.endedAt !== null || !user?.isActive) throw sessionEnded();
  return user;
}

function requireUsable({ currentPassword, newPassword }: PasswordChange, user: StoredUser): void {
  const fault = newPassword === currentPassword ? 'UNCHANGED' : passwordFault(newPassword, user.username);
  if (fault) throw passwordRefused(fault, '/newPassword');
}

async function audit(
  tx: TenantTransaction,
  user: StoredUser,
  { client, at, ok }: { client: ClientDetails; at: number; ok: boolean },
): Promise<void> {
  await new AuditLogStore(tx).record({
    userId: user.id,
    eventType: 'security',
    action: 'change-password',
    status: ok ? 'success' : 'failure',
    ipAddress: packIpAddress(client.address),
    userAgent: client.userAgent,
    resourceType: 'user',
    resourceId: String(user.id),
    ...(!ok && { reason: 'wrong-password' }),
    at,
  });
}
