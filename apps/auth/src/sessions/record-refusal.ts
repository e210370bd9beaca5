import { Injectable } from '@nestjs/common';
import {
  AuditLogStore,
  packIpAddress,
  SignInDelayStore,
  type StoredUser,
  TenantConnections,
  UserStore,
} from '@trackingbms/tenant-database';
import { Clock } from '../clock/clock.js';
import { IdentityJournal, type RefusalReason } from '../identity-events/identity-journal.js';
import { IdentityRelay } from '../identity-events/identity-relay.js';
import type { ClientDetails } from './client-details.js';
import type { AttemptCount } from './delay-rule.js';

export interface Refusal {
  readonly reason: RefusalReason;
  readonly user: StoredUser | null;
  /** Absent when the attempt was not admitted. */
  readonly count?: AttemptCount;
}

const countsKeptFor = 24 * 60 * 60_000;

/** Writes down a refused sign-in: its audit row, its event, and what an administrator sees on the user. */
@Injectable()
export class RecordRefusal {
  constructor(
    private readonly connections: TenantConnections,
    private readonly relay: IdentityRelay,
    private readonly clock: Clock,
  ) {}

  async record(tenantId: number, { reason, user, count }: Refusal, client: ClientDetails): Promise<void> {
    const at = this.clock.now();
    await this.connections.inTransaction(tenantId, async (tx) => {
      // Names that do not exist leave a count each: this is where old ones go.
      await new SignInDelayStore(tx).removeUntouchedSince(at - countsKeptFor);
      if (user && count) await new UserStore(tx).recordFailure(user.id, count.failures, count.refusedUntil);
      await new IdentityJournal(tx, at).refused(reason, user ?? undefined);
      await new AuditLogStore(tx).record({
        userId: user?.id ?? null,
        eventType: 'auth',
        action: 'sign-in',
        status: 'failure',
        ipAddress: packIpAddress(client.address),
        userAgent: client.userAgent,
        reason,
        at,
      });
    });
    this.relay.nudge(tenantId);
  }
}
