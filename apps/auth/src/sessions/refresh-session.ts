import { Injectable } from '@nestjs/common';
import { isOpen, KnownTenants } from '../tenants/known-tenants.js';
import type { ClientDetails } from './client-details.js';
import { RefreshToken } from './refresh-token.js';
import { SessionChanges } from './session-changes.js';
import { notReadyYet, sessionEnded } from './session.errors.js';
import type { SessionTokens } from './session-answers.js';
import { SessionTokensIssuer } from './session-tokens-issuer.js';
import { TokenFamily } from './token-family.js';

/** Prolongs a session: a refresh token for the next one and an access token. */
@Injectable()
export class RefreshSession {
  constructor(
    private readonly tenants: KnownTenants,
    private readonly changes: SessionChanges,
    private readonly family: TokenFamily,
    private readonly tokens: SessionTokensIssuer,
  ) {}

  /** @throws ProblemError 401 when the session has ended, or ends now because the token was used before. */
  async execute(text: string, client: ClientDetails): Promise<SessionTokens> {
    if (!this.tenants.isLoaded) throw notReadyYet();
    const shown = RefreshToken.parse(text);
    const tenant = shown && this.tenants.byId(shown.tenantId);
    if (!shown || !tenant || !isOpen(tenant)) throw sessionEnded();
    const rotation = await this.changes.inTransaction(tenant.tenantId, client, async (tx, ending) => {
      const outcome = await this.family.rotate(tx, shown, client);
      if (outcome.kind === 'refused') {
        const owner = { userId: outcome.user.id, userUuid: outcome.user.uuid };
        await ending.end(outcome.session.id, owner, outcome.end);
      }
      return outcome;
    });
    if (rotation.kind !== 'rotated') throw sessionEnded();
    const opened = { sessionId: rotation.session.id, refreshToken: rotation.successor };
    return this.tokens.issue(tenant.tenantId, rotation.user, opened);
  }
}
