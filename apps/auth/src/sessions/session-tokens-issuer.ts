import { Injectable } from '@nestjs/common';
import type { StoredUser } from '@trackingbms/tenant-database';
import { Clock } from '../clock/clock.js';
import { AccessTokenIssuer, mustChangePassword } from './access-token-issuer.js';
import type { OpenedSession } from './open-session.js';
import type { SessionTokens } from './session-answers.js';

/** Makes the answer of a sign-in and of a refresh. */
@Injectable()
export class SessionTokensIssuer {
  constructor(
    private readonly accessTokens: AccessTokenIssuer,
    private readonly clock: Clock,
  ) {}

  async issue(
    tenantId: number,
    user: StoredUser,
    { sessionId, refreshToken }: OpenedSession,
  ): Promise<SessionTokens> {
    return {
      ...(await this.accessTokens.issue(tenantId, user, sessionId)),
      tokenType: 'Bearer',
      refreshToken: refreshToken.text,
      mustChangePassword: mustChangePassword(user, this.clock.now()),
    };
  }
}
