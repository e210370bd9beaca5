import { Injectable } from '@nestjs/common';
import { KnownTenants } from '../tenants/known-tenants.js';
import { canonicalUsername } from '../users/username.js';
import { AdmitUser } from './admit-user.js';
import type { ClientDetails } from './client-details.js';
import { CredentialCheck } from './credential-check.js';
import { notReadyYet, signInRefused } from './session.errors.js';
import type { SessionTokens } from './session-answers.js';
import { SignInAttempts } from './sign-in-attempts.js';

export interface Credentials {
  /** The tenant's slug. */
  readonly tenant: string;
  readonly username: string;
  readonly password: string;
}

/** Opens a session for a user name and password of a tenant. */
@Injectable()
export class SignIn {
  constructor(
    private readonly tenants: KnownTenants,
    private readonly attempts: SignInAttempts,
    private readonly credentials: CredentialCheck,
    private readonly door: AdmitUser,
  ) {}

  /** @throws ProblemError 401 for whatever is wrong, 429 when tried too often, 503 when it cannot be decided now. */
  async execute(
    { tenant: slug, username, password }: Credentials,
    client: ClientDetails,
  ): Promise<SessionTokens> {
    if (!this.tenants.isLoaded) throw notReadyYet();
    this.credentials.requireRoom();
    this.attempts.countAddress(client);
    const tenant = this.tenants.bySlug(slug);
    if (!tenant || tenant.status === 'archived') {
      await this.credentials.checkNobody(password);
      throw signInRefused();
    }
    const { tenantId } = tenant;
    const name = canonicalUsername(username);
    const { subject, count } = await this.attempts.countAccount(tenantId, name, client);
    const finding = await this.credentials.check(tenant, name, password);
    if (finding.refusal !== null) {
      await this.attempts.refused(tenantId, { reason: finding.refusal, user: finding.user, count }, client);
      throw signInRefused();
    }
    const tokens = await this.door.admit(tenantId, { ...finding, subject }, client);
    this.attempts.addressSucceeded(client);
    return tokens;
  }
}
