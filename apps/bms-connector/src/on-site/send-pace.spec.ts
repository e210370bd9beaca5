import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SendPace } from './send-pace.js';

describe('the pace of what has waited', () => {
  it('lets the first go at once, and the next when the share of the first is over', () => {
    const pace = new SendPace(200);
    expect(pace.take(200, 5_000)).toBe(0);
    expect(pace.take(100, 5_000)).toBe(1_000);
    expect(pace.take(1, 5_000)).toBe(1_500);
  });

  it('saves nothing up while nothing goes', () => {
    const pace = new SendPace(10);
    pace.take(10, 0);
    expect(pace.take(10, 60_000)).toBe(0);
    expect(pace.take(10, 60_000)).toBe(1_000);
  });

  it('holds back nothing for what costs nothing', () => {
    const pace = new SendPace(1);
    expect(pace.take(0, 0)).toBe(0);
    expect(pace.take(0, 0)).toBe(0);
  });

  it('never lets more go in a stretch of time than the rate and one batch allow', () => {
    const batches = fc.array(fc.record({ events: fc.integer({ min: 1, max: 500 }), idle: fc.nat(3_000) }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), batches, (rate, steps) => {
        const pace = new SendPace(rate);
        const sent: { at: number; events: number }[] = [];
        let now = 0;
        for (const { events, idle } of steps) {
          now += pace.take(events, now);
          sent.push({ at: now, events });
          now += idle;
        }
        const [first, last] = [sent[0], sent.at(-1)];
        const before = sent.slice(0, -1).reduce((sum, { events }) => sum + events, 0);
        expect(before).toBeLessThanOrEqual((((last?.at ?? 0) - (first?.at ?? 0)) * rate) / 1_000 + 1e-6);
      }),
    );
  });
});
