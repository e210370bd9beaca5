import { describe, expect, it } from '@jest/globals';
import { BackOff } from './back-off.js';

describe('a back-off', () => {
  it('waits ever longer, at most 30 s, and begins anew after a success', () => {
    let now = 0;
    const backOff = new BackOff(
      () => now,
      () => 1,
    );
    const waits = Array.from({ length: 12 }, () => {
      backOff.failed('a');
      const from = now;
      while (backOff.isWaiting('a')) now += 100;
      return now - from;
    });
    expect(waits).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000, 30000]);
    backOff.succeeded('a');
    backOff.failed('a');
    now += 100;
    expect(backOff.isWaiting('a')).toBe(false);
  });

  it('keeps one from waiting for another', () => {
    const backOff = new BackOff(
      () => 0,
      () => 0,
    );
    backOff.failed('a');
    expect(backOff.isWaiting('a')).toBe(true);
    expect(backOff.isWaiting('b')).toBe(false);
  });
});
