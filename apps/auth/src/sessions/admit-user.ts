import { Injectable } from '@nestjs/common';
import { type StoredUser, TenantConnections, UserStore } from '@trackingbms/tenant-database';
import { IdentityRelay } from '../identity-events/identity-relay.js';
import type { ClientDetails } from './client-details.js';
import { OpenSession } from './open-session.js';
import type { SessionTokens } from './session-answers.js';
import { SessionTokensIssuer } from './session-tokens-issuer.js';
import { SignInAttempts } from './sign-in-attempts.js';

export interface AdmittedUser {
  readonly user: StoredUser;
  /** The password's hash as it should be stored from now on. */
  readonly currentHash: string;
  /** The count that the attempt is taken back from. */
  readonly subject: Buffer;
}

/** Lets a user in whose password was right: session, count and hash change together or not at all. */
@Injectable()
export class AdmitUser {
  constructor(
    private readonly connections: TenantConnections,
    private readonly opening: OpenSession,
    private readonly tokens: SessionTokensIssuer,
    private readonly relay: IdentityRelay,
  ) {}

  async admit(
    tenantId: number,
    { user, currentHash, subject }: AdmittedUser,
    client: ClientDetails,
  ): Promise<SessionTokens> {
    const opened = await this.connections.inTransaction(tenantId, async (tx) => {
      await SignInAttempts.takeBack(tx, subject);
      if (currentHash !== user.passwordHash) {
        await new UserStore(tx).replaceHash(user.id, user.passwordHash, currentHash);
      }
      return this.opening.open(tx, user, client);
    });
    this.relay.nudge(tenantId);
    return this.tokens.issue(tenantId, user, opened);
  }
}
