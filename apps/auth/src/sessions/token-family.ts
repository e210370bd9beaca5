import { Injectable } from '@nestjs/common';
import {
  RefreshTokenStore,
  type SessionEndReason,
  SessionStore,
  type StoredRefreshToken,
  type StoredSession,
  type StoredUser,
  type TenantTransaction,
  UserStore,
} from '@trackingbms/tenant-database';
import { Clock } from '../clock/clock.js';
import { bindingOf, type ClientDetails } from './client-details.js';
import { RefreshToken } from './refresh-token.js';
import { SessionLifetimes } from './session-lifetimes.js';

/** For this long after its use, a token shown again by the same client is a repeated request and not a theft. */
export const graceMilliseconds = 10_000;

export type Rotation =
  | {
      readonly kind: 'rotated';
      readonly user: StoredUser;
      readonly session: StoredSession;
      readonly successor: RefreshToken;
    }
  /** The session must end, for this reason. */
  | {
      readonly kind: 'refused';
      readonly session: StoredSession;
      readonly user: StoredUser;
      readonly end: SessionEndReason;
    }
  /** No such token, or its session has ended before. */
  | { readonly kind: 'unknown' };

/** A session's refresh tokens: each is exchanged once for its one successor. */
@Injectable()
export class TokenFamily {
  constructor(
    private readonly lifetimes: SessionLifetimes,
    private readonly clock: Clock,
  ) {}

  /** In a transaction that must be committed whatever the answer is. */
  async rotate(tx: TenantTransaction, shown: RefreshToken, client: ClientDetails): Promise<Rotation> {
    const known = await lookUp(tx, shown);
    if (!known) return { kind: 'unknown' };
    const { stored, session, user } = known;
    if (!user.isActive) return { kind: 'refused', session, user, end: 'user_disabled' };
    if (Math.min(stored.expiresAt, session.expiresAt) <= this.clock.now()) {
      return { kind: 'refused', session, user, end: 'expired' };
    }
    const successor = await this.successorOf(tx, shown, session, client);
    return successor
      ? { kind: 'rotated', user, session, successor }
      : { kind: 'refused', session, user, end: 'token_reused' };
  }

  /** The new token for the first who asks; for the same client shortly after, the same one again; else null. */
  private async successorOf(
    tx: TenantTransaction,
    shown: RefreshToken,
    session: StoredSession,
    client: ClientDetails,
  ): Promise<RefreshToken | null> {
    const successor = RefreshToken.mint(tx.tenantId);
    const now = this.clock.now();
    const tokens = new RefreshTokenStore(tx);
    const next = { successorHash: successor.hash, successorSealed: shown.seal(successor) };
    if (!(await tokens.use(shown.hash, next, now))) return this.repeated(tx, shown, client);
    await new SessionStore(tx).touch(session.id, bindingOf(client), now);
    await tokens.insert({
      tokenHash: successor.hash,
      sessionId: session.id,
      createdAt: now,
      expiresAt: this.lifetimes.refreshExpiry(now, session.expiresAt),
    });
    return successor;
  }

  /** Reads anew: who used the token in the meantime has also said where the session is now. */
  private async repeated(
    tx: TenantTransaction,
    shown: RefreshToken,
    client: ClientDetails,
  ): Promise<RefreshToken | null> {
    const stored = await new RefreshTokenStore(tx).byHash(shown.hash);
    const session = stored && (await new SessionStore(tx).byId(stored.sessionId));
    if (!stored?.successorSealed || !session) return null;
    const repeat = isRecent(stored, this.clock.now()) && isSameClient(session, client);
    return repeat ? shown.unseal(stored.successorSealed) : null;
  }
}

interface KnownToken {
  readonly stored: StoredRefreshToken;
  readonly session: StoredSession;
  readonly user: StoredUser;
}

/** Null when the token was never given out, or its session has ended. */
async function lookUp(tx: TenantTransaction, shown: RefreshToken): Promise<KnownToken | null> {
  const stored = await new RefreshTokenStore(tx).byHash(shown.hash);
  const session = stored && (await new SessionStore(tx).byId(stored.sessionId));
  if (!session || session.endedAt !== null) return null;
  const user = await new UserStore(tx).byId(session.userId);
  return user && { stored, session, user };
}

function isRecent({ usedAt }: StoredRefreshToken, now: number): boolean {
  return usedAt !== null && now - usedAt <= graceMilliseconds;
}

function isSameClient(session: StoredSession, client: ClientDetails): boolean {
  const { userAgentHash, ipAddress } = bindingOf(client);
  return (
    session.userAgentHash?.equals(userAgentHash) === true && session.ipAddress?.equals(ipAddress) === true
  );
}
