import { describe, expect, it } from '@jest/globals';
import { BackOff } from './back-off.js';

describe('BackOff', () => {
  it('doubles the wait with each failure up to ten seconds, and starts over after a success', () => {
    let now = 0;
    const backOff = new BackOff(() => now);
    const waits = Array.from({ length: 8 }, () => {
      backOff.failed('a', new Error('away'));
      const from = now;
      while (isWaiting(backOff)) now += 250;
      return now - from;
    });
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    backOff.succeeded('a');
    expect(isWaiting(backOff)).toBe(false);
  });
});

function isWaiting(backOff: BackOff): boolean {
  try {
    backOff.throwWhileWaiting('a');
    return false;
  } catch {
    return true;
  }
}
