import { MembershipLease, type LeaseClocks } from './membership-lease.js';

export interface SharesListener {
  /** What this member has from now on: after each dealing, and when a lease that had lapsed is good again. */
  owned(shares: readonly number[]): void;
  /** Nothing is this member's any more. */
  lost(): void;
}

/** What the group gave to this member, for as long as its lease lasts. */
export class HeldShares {
  private readonly lease: MembershipLease;
  private given: readonly number[] | undefined;
  private told: readonly number[] | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    leaseMilliseconds: number,
    private readonly listener: SharesListener,
    clocks?: LeaseClocks,
  ) {
    this.lease = new MembershipLease(leaseMilliseconds, clocks);
  }

  get isHeld(): boolean {
    return this.given !== undefined && this.lease.isHeld;
  }

  /** None once the lease is over. */
  get shares(): readonly number[] {
    return this.isHeld ? (this.given ?? []) : [];
  }

  heard(millisecondsAgo: number): void {
    this.lease.renew(millisecondsAgo);
    this.settle();
  }

  dealt(shares: readonly number[]): void {
    this.given = [...shares];
    this.settle();
  }

  left(): void {
    this.given = undefined;
    this.lease.end();
    this.settle();
  }

  private settle(): void {
    clearTimeout(this.timer);
    // A timer may be early by a part of a millisecond: it settles again then.
    if (this.lease.isHeld) this.timer = setTimeout(() => this.settle(), this.lease.millisecondsLeft).unref();
    const now = this.isHeld ? this.given : undefined;
    if (now === this.told) return;
    this.told = now;
    if (now) this.listener.owned(now);
    else this.listener.lost();
  }
}
