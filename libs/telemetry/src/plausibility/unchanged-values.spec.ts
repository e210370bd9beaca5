import { describe, expect, it } from '@jest/globals';
import { assessReading } from '../assess-reading.js';
import type { MeasuredReading } from '../measured-reading.js';
import type { Reading } from '../reading.js';
import { aReading, firstOf2026 } from '../testing/a-reading.js';
import { hasStuckValue, trackUnchanged, type UnchangedValues } from './unchanged-values.js';

const minute = 60_000;
const hour = 60 * minute;

/** The verdict on the last of these readings, with the watch kept over those before it. */
function stuckAtLast(readings: readonly Partial<MeasuredReading>[], step = minute): boolean {
  let unchanged: UnchangedValues | null = null;
  let last: Reading | null = null;
  for (const [index, values] of readings.entries()) {
    if (last) unchanged = trackUnchanged(unchanged, last);
    last = aReading({ timestamp: firstOf2026 + index * step, packVoltage: null, ...values });
  }
  return unchanged !== null && last !== null && hasStuckValue(unchanged, last);
}

const over = (length: number, at: (index: number) => Partial<MeasuredReading>) =>
  Array.from({ length }, (_, index) => at(index));
/** Four cells of which the first is stuck and the others rise by a millivolt a minute. */
const oneStuck = (index: number) => ({
  cellVoltages: [3.3, 3.3, 3.3, 3.3].map((volts, cell) => (cell ? volts + index / 1000 : volts)),
});

describe('a value that stands still', () => {
  it('is stuck when the mean cell has moved by more than 10 mV in half an hour', () => {
    expect(stuckAtLast(over(31, oneStuck))).toBe(true);
    expect(stuckAtLast(over(30, oneStuck))).toBe(false);
  });

  it('is not stuck while the others rest too', () => {
    expect(stuckAtLast(over(200, () => ({})))).toBe(false);
    expect(stuckAtLast(over(200, (index) => ({ cellVoltages: [3.3, 3.3 + (index % 2) / 100] })))).toBe(false);
  });

  it('is no longer stuck once it moves', () => {
    expect(stuckAtLast([...over(40, oneStuck), { cellVoltages: [3.301, 3.34, 3.34, 3.34] }])).toBe(false);
    expect(stuckAtLast([...over(40, oneStuck), { cellVoltages: null }])).toBe(false);
    expect(
      stuckAtLast([...over(40, oneStuck), { cellVoltages: [3.301, 3.34, 3.34, 3.34] }, oneStuck(41)]),
    ).toBe(false);
  });

  it('may be the pack, whose cells move', () => {
    const rising = (index: number) => ({
      packVoltage: 52.8,
      cellVoltages: over(2, () => ({})).map((_, cell) => 3.3 + cell / 100 + index / 1000),
    });
    expect(stuckAtLast(over(31, rising))).toBe(true);
    expect(stuckAtLast(over(31, (index) => ({ ...rising(index), packVoltage: null })))).toBe(false);
  });

  it('keeps what the mean cell moved before it came back', () => {
    const wave = (index: number) => ({ ...oneStuck(index < 20 ? index : 0) });
    expect(stuckAtLast(over(40, wave))).toBe(true);
  });

  it('is judged by what is known of the others', () => {
    const unknown = over(40, (index) => ({
      cellVoltages: null,
      packVoltage: 52.8,
      cellVoltageAvg: index === 0 ? 3.3 : null,
    }));
    expect(stuckAtLast(unknown)).toBe(false);
  });

  it('is stuck for a temperature after a day in which the mean moved by more than 3 K', () => {
    const sensors = (index: number) => ({ temperatures: [20, 20 + index / 2] });
    expect(stuckAtLast(over(25, sensors), hour)).toBe(true);
    expect(stuckAtLast(over(24, sensors), hour)).toBe(false);
    expect(
      stuckAtLast(
        over(25, (index) => ({ temperatures: [20, 20 + index / 4] })),
        hour,
      ),
    ).toBe(false);
    expect(stuckAtLast([...over(25, sensors), { temperatures: null }], hour)).toBe(false);
  });

  it('makes a reading suspect', () => {
    let unchanged: UnchangedValues | null = null;
    for (let index = 0; index < 31; index += 1) {
      unchanged = trackUnchanged(
        unchanged,
        aReading({ timestamp: firstOf2026 + index * minute, ...oneStuck(index) }),
      );
    }
    const timestamp = firstOf2026 + 31 * minute;
    const judged = assessReading({ timestamp, ...oneStuck(31) }, { receivedAt: timestamp, unchanged });
    expect(judged.suspicions).toEqual(['VALUE_STUCK']);
    expect(judged.reading.cellVoltages?.[0]).toBe(3.3);
  });
});
