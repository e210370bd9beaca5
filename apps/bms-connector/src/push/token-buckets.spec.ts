import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TokenBuckets } from './token-buckets.js';

const rule = { perMinute: 60, burst: 100, mostKeys: 2 };

describe('buckets of tokens', () => {
  it('give a burst, and then what comes back in time', () => {
    const buckets = new TokenBuckets(rule);
    expect(buckets.take('a', 100, 0)).toBe(0);
    expect(buckets.take('a', 1, 0)).toBe(1_000);
    expect(buckets.take('a', 1, 999)).toBe(1);
    expect(buckets.take('a', 1, 1_000)).toBe(0);
  });

  it('take nothing where there is too little', () => {
    const buckets = new TokenBuckets(rule);
    buckets.take('a', 90, 0);
    expect(buckets.take('a', 20, 0)).toBe(10_000);
    expect(buckets.take('a', 10, 0)).toBe(0);
  });

  it('know each key by itself, and take back what was given', () => {
    const buckets = new TokenBuckets(rule);
    buckets.take('a', 100, 0);
    expect(buckets.waitFor('b', 100, 0)).toBe(0);
    buckets.giveBack('a', 100, 0);
    expect(buckets.waitFor('a', 100, 0)).toBe(0);
  });

  it('let a full one have more than it holds, or it never could', () => {
    expect(new TokenBuckets(rule).take('a', 150, 0)).toBe(0);
  });

  it('forget the key that was asked for longest ago', () => {
    const buckets = new TokenBuckets(rule);
    for (const key of ['a', 'b', 'a', 'c']) buckets.take(key, 50, 0);
    expect(buckets.waitFor('a', 100, 0)).toBeGreaterThan(0);
    expect(buckets.waitFor('b', 100, 0)).toBe(0);
  });

  it('hold no more after a long rest than they ever do', () => {
    const buckets = new TokenBuckets(rule);
    buckets.take('a', 50, 0);
    expect(buckets.take('a', 100, 3_600_000)).toBe(0);
    expect(buckets.take('a', 1, 3_600_000)).toBe(1_000);
  });

  it('never give more than the burst and what came back, in whatever order of times they are asked', () => {
    const asks = fc.array(
      fc.record({ after: fc.integer({ min: -5_000, max: 5_000 }), tokens: fc.integer({ min: 1, max: 100 }) }),
    );
    const property = fc.property(asks, (all) => {
      const buckets = new TokenBuckets(rule);
      let [now, latest, given] = [0, 0, 0];
      for (const { after, tokens } of all) {
        now = Math.max(0, now + after);
        latest = Math.max(latest, now);
        if (buckets.take('a', tokens, now) === 0) given += tokens;
      }
      return given <= rule.burst + (latest * rule.perMinute) / 60_000 + 1e-6;
    });
    fc.assert(property, { numRuns: 1_000 });
  });
});
