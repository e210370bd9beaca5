import { describe, expect, it } from '@jest/globals';
import { flatOutReport, rate } from './flat-out-report.js';

const run = (polls: number, processorSeconds: number) => ({
  polls,
  processorSeconds,
  failures: 1,
  wallSeconds: 10,
});

describe('the report of polling flat out', () => {
  it('counts polls by the processor time that they took, not by the clock', () => {
    expect(rate(run(1_000, 0.5))).toBe(2_000);
  });

  it('sets the median of the first poller against the median of each', () => {
    const report = flatOutReport([
      { name: 'connector', includes: 'all', runs: [run(1_000, 1), run(3_000, 1), run(2_000, 1)] },
      { name: 'other', includes: 'little', runs: [run(4_000, 1), run(8_000, 2), run(9_000, 1)] },
    ]);
    expect(report).toContain('| connector | 1000 | 3000 | 2000 | 2000 | 1.00 | 3 |');
    expect(report).toContain('| other | 4000 | 4000 | 9000 | 4000 | 0.50 | 3 |');
    expect(report).toContain('other: little');
  });
});
