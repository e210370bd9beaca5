import { Injectable } from '@nestjs/common';
import { AccessTokens, type Caller } from '@trackingbms/service-kit';
import { tenantSuspended } from '../forwarding/forwarding.errors.js';
import { EndedSessions } from './ended-sessions.js';
import { TenantStates } from './tenant-states.js';

/** Who may pass the door: a verified token of a tenant in service. What they may do is for the owner to say. */
@Injectable()
export class CallerCheck {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly tenants: TenantStates,
    private readonly sessions: EndedSessions,
  ) {}

  /** @throws ProblemError 401 without a valid token, 403 when the tenant is suspended. */
  async admit(authorization: string | undefined): Promise<Caller> {
    const caller = await this.tokens.authenticate(authorization);
    this.requireServed(caller);
    return caller;
  }

  /** Whether an answer that is still open may go on. */
  mayGoOn({ tenantId, sessionId }: Caller): boolean {
    return this.tenants.mayBeServed(tenantId) && !this.sessions.has(sessionId);
  }

  /** @throws ProblemError 403 when the caller's tenant is suspended. */
  requireServed({ tenantId }: Caller): void {
    if (!this.tenants.mayBeServed(tenantId)) throw tenantSuspended();
  }
}
