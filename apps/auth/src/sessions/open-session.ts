import { Injectable } from '@nestjs/common';
import { uuidV7 } from '@trackingbms/service-kit';
import {
  AuditLogStore,
  RefreshTokenStore,
  SessionStore,
  type StoredUser,
  type TenantTransaction,
  UserStore,
} from '@trackingbms/tenant-database';
import { Clock } from '../clock/clock.js';
import { IdentityJournal } from '../identity-events/identity-journal.js';
import { bindingOf, type ClientDetails } from './client-details.js';
import { RefreshToken } from './refresh-token.js';
import { SessionLifetimes } from './session-lifetimes.js';

/** For how long after its end a session can still be asked about. */
const endedKeptFor = 90 * 24 * 60 * 60_000;

export interface OpenedSession {
  readonly sessionId: string;
  readonly refreshToken: RefreshToken;
}

/** Opens a session with the first token of its family, in the transaction of the sign-in. */
@Injectable()
export class OpenSession {
  constructor(
    private readonly lifetimes: SessionLifetimes,
    private readonly clock: Clock,
  ) {}

  async open(tx: TenantTransaction, user: StoredUser, client: ClientDetails): Promise<OpenedSession> {
    const now = this.clock.now();
    const sessionId = uuidV7(now);
    const refreshToken = await this.insert(tx, { id: sessionId, userId: user.id, createdAt: now }, client);
    await new UserStore(tx).recordSignIn(user.id, now);
    await new IdentityJournal(tx, now).signedIn({ userId: user.id, userUuid: user.uuid, sessionId });
    await new AuditLogStore(tx).record({
      userId: user.id,
      eventType: 'auth',
      action: 'sign-in',
      status: 'success',
      ipAddress: bindingOf(client).ipAddress,
      userAgent: client.userAgent,
      resourceType: 'session',
      resourceId: sessionId,
      at: now,
    });
    return { sessionId, refreshToken };
  }

  private async insert(
    tx: TenantTransaction,
    session: { id: string; userId: number; createdAt: number },
    client: ClientDetails,
  ): Promise<RefreshToken> {
    const { createdAt } = session;
    const expiresAt = this.lifetimes.sessionExpiry(createdAt);
    const refreshToken = RefreshToken.mint(tx.tenantId);
    const sessions = new SessionStore(tx);
    await sessions.removeExpired(session.userId, createdAt - endedKeptFor);
    await sessions.open({ ...session, expiresAt, ...bindingOf(client) });
    await new RefreshTokenStore(tx).insert({
      tokenHash: refreshToken.hash,
      sessionId: session.id,
      createdAt,
      expiresAt: this.lifetimes.refreshExpiry(createdAt, expiresAt),
    });
    return refreshToken;
  }
}
