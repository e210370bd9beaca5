import {
  AuditLogStore,
  packIpAddress,
  type SessionEndReason,
  SessionStore,
  type TenantTransaction,
} from '@trackingbms/tenant-database';
import { IdentityJournal, type RevocationReason } from '../identity-events/identity-journal.js';
import type { ClientDetails } from './client-details.js';

export interface SessionOwner {
  readonly userId: number;
  readonly userUuid: string;
}

interface Ending {
  readonly published: RevocationReason | null;
  readonly action: string;
}

/** A session that runs out needs no revocation: its access tokens run out by themselves. */
const endings: Readonly<Record<SessionEndReason, Ending>> = {
  signed_out: { published: 'signed-out', action: 'sign-out' },
  expired: { published: null, action: 'session-expired' },
  token_reused: { published: 'refresh-token-reused', action: 'refresh-token-reused' },
  password_changed: { published: 'password-changed', action: 'session-revoked' },
  user_disabled: { published: 'user-changed', action: 'session-revoked' },
  revoked: { published: 'administrator', action: 'session-revoked' },
};

/** Ends sessions within one transaction: row, event and audit. Of all who end a session, the first writes it down. */
export class EndingSessions {
  /** Ids of the sessions that this transaction ends. */
  readonly ended: string[] = [];
  private readonly sessions: SessionStore;

  constructor(
    private readonly tx: TenantTransaction,
    private readonly client: ClientDetails,
    readonly at: number,
  ) {
    this.sessions = new SessionStore(tx);
  }

  async end(sessionId: string, owner: SessionOwner, reason: SessionEndReason): Promise<void> {
    if (await this.sessions.end(sessionId, reason, this.at)) await this.writeDown(sessionId, owner, reason);
  }

  /** Ends all sessions of the user but one. */
  async endOthers(keptId: string, owner: SessionOwner, reason: SessionEndReason): Promise<void> {
    for (const id of await this.sessions.endOthers(owner.userId, keptId, reason, this.at)) {
      await this.writeDown(id, owner, reason);
    }
  }

  private async writeDown(
    sessionId: string,
    { userId, userUuid }: SessionOwner,
    reason: SessionEndReason,
  ): Promise<void> {
    this.ended.push(sessionId);
    const { published, action } = endings[reason];
    if (published !== null) {
      await new IdentityJournal(this.tx, this.at).revoked({ userId, userUuid, sessionId }, published);
    }
    await new AuditLogStore(this.tx).record({
      userId,
      eventType: reason === 'token_reused' ? 'security' : 'auth',
      action,
      status: 'success',
      ipAddress: packIpAddress(this.client.address),
      userAgent: this.client.userAgent,
      resourceType: 'session',
      resourceId: sessionId,
      reason,
      at: this.at,
    });
  }
}
