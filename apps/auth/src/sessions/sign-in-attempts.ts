import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  packIpAddress,
  SessionStore,
  SignInDelayStore,
  TenantConnections,
  type TenantTransaction,
} from '@trackingbms/tenant-database';
import { Clock } from '../clock/clock.js';
import { AddressDelays } from './address-delays.js';
import type { ClientDetails } from './client-details.js';
import { admit, type AttemptCount, type DelayRule } from './delay-rule.js';
import { RecordRefusal, type Refusal } from './record-refusal.js';
import { signInDelayed } from './session.errors.js';

export const accountRule: DelayRule = {
  free: 4,
  first: 1_000,
  longest: 15 * 60_000,
  forgottenAfter: 6 * 60 * 60_000,
};
const familiarFor = 90 * 24 * 60 * 60_000;

/** An attempt that was admitted: it counts as failed until it is taken back. */
export interface CountedAttempt {
  /** What counts the attempts of this account, which need not exist. */
  readonly subject: Buffer;
  readonly count: AttemptCount;
}

/** Slows down guessing: by address, and by account whether the account exists or not. */
@Injectable()
export class SignInAttempts {
  constructor(
    private readonly connections: TenantConnections,
    private readonly addresses: AddressDelays,
    private readonly refusals: RecordRefusal,
    private readonly clock: Clock,
  ) {}

  /** @throws ProblemError 429 */
  countAddress({ address }: ClientDetails): void {
    const admission = this.addresses.admit(address, this.clock.now());
    if (!admission.admitted) throw signInDelayed(admission.retryAfter);
  }

  addressSucceeded({ address }: ClientDetails): void {
    this.addresses.succeeded(address);
  }

  /** @throws ProblemError 429 */
  async countAccount(tenantId: number, username: string, client: ClientDetails): Promise<CountedAttempt> {
    const now = this.clock.now();
    const { subject, admission } = await this.connections.inTransaction(tenantId, async (tx) => {
      const counted = await this.subjectOf(tx, username, client.address);
      const delays = new SignInDelayStore(tx);
      const decided = admit(await delays.lock(counted, now), now, accountRule);
      if (decided.admitted) await delays.save(counted, decided.next);
      return { subject: counted, admission: decided };
    });
    if (admission.admitted) return { subject, count: admission.next };
    await this.refusals.record(tenantId, { reason: 'delayed', user: null }, client);
    throw signInDelayed(admission.retryAfter);
  }

  async refused(tenantId: number, refusal: Refusal, client: ClientDetails): Promise<void> {
    await this.refusals.record(tenantId, refusal, client);
  }

  /** In the transaction of the success. */
  static async takeBack(tx: TenantTransaction, subject: Buffer): Promise<void> {
    await new SignInDelayStore(tx).clear(subject);
  }

  /**
   * An address from which the user has signed in before has a count of its own: strangers can delay each other on an
   * account, but not its holder at the usual place.
   */
  private async subjectOf(tx: TenantTransaction, username: string, address: string): Promise<Buffer> {
    const packed = packIpAddress(address);
    const since = this.clock.now() - familiarFor;
    const familiar = await new SessionStore(tx).hasSignedInFrom(username, packed, since);
    const subject = createHash('sha256').update(`name\n${username}\n`);
    return (familiar ? subject.update(packed) : subject).digest();
  }
}
