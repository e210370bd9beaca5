import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { admit, type AttemptCount, type DelayRule } from './delay-rule.js';

const rule: DelayRule = { free: 3, first: 1_000, longest: 60_000, forgottenAfter: 600_000 };
const none: AttemptCount = { failures: 0, lastAttemptAt: 0, refusedUntil: null };

/** Tries again as soon as it may, `times` times; answers the waits between. */
function insist(times: number): number[] {
  let count = none;
  let now = 1_000_000;
  return Array.from({ length: times }, () => {
    const admission = admit(count, now, rule);
    if (!admission.admitted) throw new Error('refused after its wait');
    count = admission.next;
    const wait = (count.refusedUntil ?? now) - now;
    now += wait;
    return wait;
  });
}

describe('admit', () => {
  it('lets a few pass, then doubles the wait up to the longest', () => {
    expect(insist(11)).toEqual([0, 0, 0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('refuses while the wait lasts, whoever caused it, without making it longer', () => {
    const count = { failures: 9, lastAttemptAt: 0, refusedUntil: 10_500 };
    expect(admit(count, 1_000, rule)).toEqual({ admitted: false, retryAfter: 10 });
    expect(admit(count, 10_499, rule)).toEqual({ admitted: false, retryAfter: 1 });
    expect(admit(count, 10_500, rule).admitted).toBe(true);
  });

  it('starts over after a time without an attempt', () => {
    const count = { failures: 50, lastAttemptAt: 1_000, refusedUntil: 2_000 };
    expect(admit(count, 601_001, rule)).toMatchObject({ next: { failures: 1, refusedUntil: null } });
    expect(admit(count, 601_000, rule)).toMatchObject({ next: { failures: 51 } });
  });

  it('never refuses for longer than the longest wait', () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.nat(700_000), fc.nat(700_000), (failures, lastAttemptAt, later) => {
        const now = lastAttemptAt + later;
        const admission = admit({ failures, lastAttemptAt, refusedUntil: null }, now, rule);
        return admission.admitted && (admission.next.refusedUntil ?? now) - now <= rule.longest;
      }),
    );
  });
});
