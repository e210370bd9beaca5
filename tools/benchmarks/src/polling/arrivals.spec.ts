import { describe, expect, it } from '@jest/globals';
import { Arrivals } from './arrivals.js';

describe('counting polls on time', () => {
  it('takes an interval within 5 % as on time, at either edge', () => {
    const arrivals = new Arrivals(1, 10_000);
    arrivals.record(0, 0);
    arrivals.begin();
    for (const at of [10_500, 20_000, 30_501, 40_000]) arrivals.record(0, at);
    expect(arrivals.end(41_000)).toEqual({ devices: 1, polls: 4, onTime: 2, missed: 0, worst: 501 });
  });

  it('does not count what came before the window, nor a first poll', () => {
    const arrivals = new Arrivals(2, 10_000);
    arrivals.record(0, 0);
    arrivals.record(0, 3);
    arrivals.begin();
    arrivals.record(1, 5);
    expect(arrivals.seen).toBe(2);
    expect(arrivals.end(9_000)).toMatchObject({ polls: 0, missed: 0 });
  });

  it('counts the polls that never came', () => {
    const arrivals = new Arrivals(2, 10_000);
    arrivals.record(0, 0);
    arrivals.begin();
    expect(arrivals.end(35_000)).toMatchObject({ polls: 0, onTime: 0, missed: 4 });
  });
});
