import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstWait, nextBeat, probeWait, type Cadence } from './poll-cadence.js';

const cadence = fc.record({
  interval: fc.integer({ min: 1_000, max: 86_400_000 }),
  jitter: fc.double({ min: 0, max: 0.1, noNaN: true }),
  offlineAfter: fc.constant(3),
  longestProbe: fc.constant(30_000),
});
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the cadence', () => {
  it('keeps the next beat in the future and within the jitter', () => {
    fc.assert(
      fc.property(cadence, random, fc.integer({ min: 0, max: 1_000_000 }), (each: Cadence, luck, late) => {
        const next = nextBeat(each, 0, late, () => luck);
        const beat = Math.round(next / each.interval) * each.interval;
        expect(next).toBeGreaterThan(late - (each.jitter / 2) * each.interval);
        expect(Math.abs(next - beat)).toBeLessThanOrEqual((each.jitter / 2) * each.interval + 1e-6);
        expect(next - late).toBeLessThanOrEqual(each.interval * (1 + each.jitter));
      }),
    );
  });

  it('sees a returned device within the longest probe, however long it was gone', () => {
    fc.assert(
      fc.property(
        cadence,
        random,
        fc.integer({ min: 3, max: 1_000_000 }),
        (each: Cadence, luck, failures) => {
          const wait = probeWait(each, failures, () => luck);
          expect(wait).toBeLessThanOrEqual(Math.max(each.interval, each.longestProbe));
          expect(wait).toBeGreaterThanOrEqual(0.9 * Math.min(each.interval, each.longestProbe));
        },
      ),
    );
  });

  it('spreads the first polls over no more than ten seconds', () => {
    fc.assert(
      fc.property(cadence, random, (each: Cadence, luck) => {
        expect(firstWait(each, () => luck)).toBeLessThanOrEqual(Math.min(each.interval, 10_000));
      }),
    );
  });
});
