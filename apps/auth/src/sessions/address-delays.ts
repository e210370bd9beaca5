import { packIpAddress } from '@trackingbms/tenant-database';
import { admit, type Admission, type AttemptCount, type DelayRule } from './delay-rule.js';

export const addressRule: DelayRule = {
  free: 30,
  first: 1_000,
  longest: 15 * 60_000,
  forgottenAfter: 60 * 60_000,
};
const mostAddresses = 50_000;
const bytesOfNetwork = 8;

/**
 * Counts sign-ins by the address they come from, over all tenants, in the memory of this process: with n replicas an
 * address has n times its allowance. Bounded: the address untouched for the longest is forgotten first.
 */
export class AddressDelays {
  private readonly counts = new Map<string, AttemptCount>();

  constructor(private readonly capacity: number = mostAddresses) {}

  admit(address: string, now: number): Admission {
    const key = networkOf(address);
    const count = this.counts.get(key) ?? { failures: 0, lastAttemptAt: now, refusedUntil: null };
    const admission = admit(count, now, addressRule);
    if (admission.admitted) this.keep(key, admission.next);
    return admission;
  }

  /**
   * Takes one attempt back after a success. It does not clear the count: else one account of their own would let
   * somebody go on for ever with those of others.
   */
  succeeded(address: string): void {
    const key = networkOf(address);
    const count = this.counts.get(key);
    if (count)
      this.counts.set(key, { ...count, failures: Math.max(0, count.failures - 1), refusedUntil: null });
  }

  private keep(key: string, count: AttemptCount): void {
    this.counts.delete(key);
    const oldest = this.counts.keys().next();
    if (this.counts.size >= this.capacity && !oldest.done) this.counts.delete(oldest.value);
    this.counts.set(key, count);
  }
}

/** Somebody with IPv6 has a whole /64 to come from. */
function networkOf(address: string): string {
  const bytes = packIpAddress(address);
  return bytes.subarray(0, bytes.length === 4 ? 4 : bytesOfNetwork).toString('hex');
}
