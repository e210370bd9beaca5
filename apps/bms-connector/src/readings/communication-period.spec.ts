import { describe, expect, it } from '@jest/globals';
import { CommunicationPeriod } from './communication-period.js';

describe('a period of exchanges with one device', () => {
  it('ends later than the one before, even within the same millisecond', () => {
    const period = new CommunicationPeriod(1_000);
    const ends = [2_000, 2_000, 2_000].map((at) => {
      period.addFailure('timeout');
      return period.end(at);
    });
    expect(ends.map((figures) => figures?.end)).toEqual([2_000, 2_001, 2_002]);
    expect(ends[2]?.since).toBe(new Date(2_001).toISOString());
  });

  it('goes by the new time of a clock that was set back', () => {
    const period = new CommunicationPeriod(1_000_000);
    period.addFailure('timeout');
    period.end(2_000_000);
    period.addFailure('reset');
    expect(period.end(500_000)).toEqual({
      end: 500_000,
      since: new Date(500_000).toISOString(),
      readings: 0,
      failures: { reset: 1 },
    });
  });

  it('begins anew with nothing of the one before', () => {
    const period = new CommunicationPeriod(0);
    period.addReading(40, 70);
    period.end(1_000);
    period.addReading(undefined, null);
    expect(period.end(2_000)).toEqual({
      end: 2_000,
      since: new Date(1_000).toISOString(),
      readings: 1,
      failures: {},
    });
  });
});
