import { Injectable } from '@nestjs/common';

/** No token lives longer, so a revocation need not be remembered longer. */
const longestTokenLife = 10 * 60_000;

/**
 * Sessions that ended before their tokens did. A service that hears of them (SessionRevoked on the identity topic)
 * tells them here; every request is checked against it, also when its token was verified before.
 */
@Injectable()
export class RevokedSessions {
  private readonly until = new Map<string, number>();

  constructor(private readonly now: () => number = Date.now) {}

  revoke(sessionId: string): void {
    this.forgetOld();
    this.until.set(sessionId, this.now() + longestTokenLife);
  }

  has(sessionId: string): boolean {
    return (this.until.get(sessionId) ?? 0) > this.now();
  }

  /** Entries stand in the order of their end, so the walk stops at the first that still counts. */
  private forgetOld(): void {
    for (const [sessionId, end] of this.until) {
      if (end > this.now()) return;
      this.until.delete(sessionId);
    }
  }
}
