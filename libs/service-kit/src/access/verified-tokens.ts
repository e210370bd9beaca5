import { createHash } from 'node:crypto';
import type { Caller } from './caller.js';

const most = 10_000;

/** Tokens that were verified before, by their hash, until they expire. Bounded: the oldest goes first. */
export class VerifiedTokens {
  private readonly callers = new Map<string, Caller>();

  constructor(private readonly capacity: number = most) {}

  static keyOf(token: string): string {
    return createHash('sha256').update(token).digest('base64url');
  }

  get(key: string, nowSeconds: number): Caller | null {
    const caller = this.callers.get(key);
    if (!caller) return null;
    if (caller.expiresAt > nowSeconds) return caller;
    this.callers.delete(key);
    return null;
  }

  remember(key: string, caller: Caller): void {
    const oldest = this.callers.keys().next();
    if (this.callers.size >= this.capacity && !oldest.done) this.callers.delete(oldest.value);
    this.callers.set(key, caller);
  }
}
