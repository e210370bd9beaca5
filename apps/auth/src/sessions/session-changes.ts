import { Injectable } from '@nestjs/common';
import { RevokedSessions } from '@trackingbms/service-kit';
import { TenantConnections, type TenantTransaction } from '@trackingbms/tenant-database';
import { Clock } from '../clock/clock.js';
import { IdentityRelay } from '../identity-events/identity-relay.js';
import type { ClientDetails } from './client-details.js';
import { EndingSessions } from './ending-sessions.js';

/** Work that may end sessions, and what follows when it has. */
@Injectable()
export class SessionChanges {
  constructor(
    private readonly connections: TenantConnections,
    private readonly revoked: RevokedSessions,
    private readonly relay: IdentityRelay,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` in one transaction. After its commit, tokens of the sessions it ended are refused by this process at
   * once, and by the others when they hear of it.
   */
  async inTransaction<T>(
    tenantId: number,
    client: ClientDetails,
    work: (tx: TenantTransaction, ending: EndingSessions) => Promise<T>,
  ): Promise<T> {
    const { result, ended } = await this.connections.inTransaction(tenantId, async (tx) => {
      const ending = new EndingSessions(tx, client, this.clock.now());
      return { result: await work(tx, ending), ended: ending.ended };
    });
    for (const sessionId of ended) this.revoked.revoke(sessionId);
    if (ended.length > 0) this.relay.nudge(tenantId);
    return result;
  }
}
