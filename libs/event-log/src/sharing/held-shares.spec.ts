import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HeldShares } from './held-shares.js';

describe('what a member holds', () => {
  let told: string[];
  let held: HeldShares;
  /** The wall clock of a machine that was asleep. */
  let asleep = 0;

  beforeEach(() => {
    jest.useFakeTimers();
    told = [];
    asleep = 0;
    const listener = {
      owned: (shares: readonly number[]) => void told.push(shares.join()),
      lost: () => void told.push('lost'),
    };
    held = new HeldShares(10_000, listener, {
      monotonic: () => performance.now(),
      wall: () => Date.now() + asleep,
    });
  });
  afterEach(() => {
    held.left();
    jest.useRealTimers();
  });

  const joined = (shares: readonly number[], millisecondsAgo = 0) => {
    held.dealt(shares);
    held.heard(millisecondsAgo);
  };

  it('is what was dealt, again at each dealing', () => {
    joined([1, 2]);
    joined([2, 3]);
    expect(told).toEqual(['1,2', '2,3']);
    expect(held.shares).toEqual([2, 3]);
  });

  it('is nothing once the group was silent for the session, without anybody calling', () => {
    joined([1, 2]);
    jest.advanceTimersByTime(6_000);
    held.heard(0);
    jest.advanceTimersByTime(9_999);
    expect(told).toEqual(['1,2']);
    jest.advanceTimersByTime(2);
    expect(told).toEqual(['1,2', 'lost']);
    expect(held.isHeld).toBe(false);
    expect(held.shares).toEqual([]);
  });

  it('is nothing at once after a freeze, before any timer has had its turn', () => {
    joined([1]);
    asleep = 60_000;
    expect(held.isHeld).toBe(false);
    expect(held.shares).toEqual([]);
  });

  it('is what it was when the group answers after all', () => {
    joined([1]);
    jest.advanceTimersByTime(10_001);
    held.heard(10);
    expect(told).toEqual(['1', 'lost', '1']);
  });

  it('is not what an answer says that was on its way for longer than the session', () => {
    joined([1, 2], 12_000);
    expect(told).toEqual([]);
    joined([3]);
    expect(told).toEqual(['3']);
  });

  it('is the new dealing and never the old one when both come after a lapse', () => {
    joined([1]);
    asleep = 60_000;
    joined([2]);
    expect(told).toEqual(['1', 'lost', '2']);
  });

  it('is nothing after leaving, said once', () => {
    joined([1]);
    held.left();
    held.left();
    expect(told).toEqual(['1', 'lost']);
    jest.advanceTimersByTime(60_000);
    expect(told).toEqual(['1', 'lost']);
  });
});
