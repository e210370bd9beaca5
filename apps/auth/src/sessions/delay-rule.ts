/** How attempts are slowed down. Times in milliseconds. */
export interface DelayRule {
  /** Attempts in a row before the first delay. */
  readonly free: number;
  readonly first: number;
  /** No delay is longer: whoever causes it, it ends by itself. */
  readonly longest: number;
  /** After this time without an attempt, the count starts over. */
  readonly forgottenAfter: number;
}

/** Attempts counted so far. Times in epoch milliseconds. */
export interface AttemptCount {
  readonly failures: number;
  readonly lastAttemptAt: number;
  readonly refusedUntil: number | null;
}

export type Admission =
  | { readonly admitted: true; readonly next: AttemptCount }
  /** @property retryAfter seconds, at least 1 */
  | { readonly admitted: false; readonly retryAfter: number };

/**
 * Decides whether an attempt may be made now. An admitted one counts as a failure before its outcome is known, so that
 * many at the same time cannot pass on the same count; a success takes it back.
 */
export function admit(count: AttemptCount, now: number, rule: DelayRule): Admission {
  if (count.refusedUntil !== null && count.refusedUntil > now) {
    return { admitted: false, retryAfter: Math.ceil((count.refusedUntil - now) / 1_000) };
  }
  const forgotten = now - count.lastAttemptAt > rule.forgottenAfter;
  const failures = (forgotten ? 0 : count.failures) + 1;
  const delay = delayAfter(failures, rule);
  return {
    admitted: true,
    next: { failures, lastAttemptAt: now, refusedUntil: delay === 0 ? null : now + delay },
  };
}

function delayAfter(failures: number, rule: DelayRule): number {
  const counted = failures - rule.free;
  return counted <= 0 ? 0 : Math.min(rule.first * 2 ** (counted - 1), rule.longest);
}
