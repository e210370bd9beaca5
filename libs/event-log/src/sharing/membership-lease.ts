export interface LeaseClocks {
  /** ms; stands still while the machine sleeps. */
  monotonic(): number;
  /** Epoch ms; may be set. */
  wall(): number;
}

const machineClocks: LeaseClocks = { monotonic: () => performance.now(), wall: () => Date.now() };

/**
 * For how long a member may still believe that its shares are its own. The group counts from when it hears the member,
 * which is never before the member asked: so a lease from the asking on ends first, also when the answer was read late.
 */
export class MembershipLease {
  private monotonicEnd = -Infinity;
  private wallEnd = -Infinity;

  constructor(
    private readonly milliseconds: number,
    private readonly clocks: LeaseClocks = machineClocks,
  ) {}

  /** The group has answered what was asked so long ago. */
  renew(askedMillisecondsAgo: number): void {
    const left = this.milliseconds - Math.max(0, askedMillisecondsAgo);
    this.monotonicEnd = this.clocks.monotonic() + left;
    this.wallEnd = this.clocks.wall() + left;
  }

  end(): void {
    this.monotonicEnd = -Infinity;
    this.wallEnd = -Infinity;
  }

  /** By the clock that says the least: a wrong "no" costs a few polls, a wrong "yes" polls a device twice. */
  get millisecondsLeft(): number {
    const { monotonic, wall } = this.clocks;
    return Math.max(0, Math.min(this.monotonicEnd - monotonic(), this.wallEnd - wall()));
  }

  get isHeld(): boolean {
    return this.millisecondsLeft > 0;
  }
}
