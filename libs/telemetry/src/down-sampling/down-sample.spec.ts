import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aBareReading, firstOf2026, readingSeries } from '../testing/index.js';
import { toHistoryFigures } from '../roll-up/history-figures.js';
import { rollUpHour } from '../roll-up/roll-up-hour.js';
import { downSample, type DownSampling } from './down-sample.js';

const from = firstOf2026;
const minute = 60_000;
const at = (milliseconds: number, packVoltage: number | null) =>
  aBareReading({ timestamp: from + milliseconds, packVoltage });
const sampling = (changes: Partial<DownSampling<'packVoltage'>> = {}): DownSampling<'packVoltage'> => ({
  from,
  to: from + 4 * minute,
  points: 4,
  fields: ['packVoltage'],
  ...changes,
});

describe('a curve of n points', () => {
  it('has lowest, highest and time-weighted mean in each bucket', () => {
    const buckets = downSample(
      [at(0, 50), at(minute / 2, 52), at(minute, 54), at(2 * minute, 54)],
      sampling({ points: 2 }),
    );
    expect(buckets[0]).toEqual({
      start: from,
      end: from + 2 * minute,
      readings: 3,
      coverage: 1,
      values: { packVoltage: { min: 50, max: 54, avg: 53 } },
    });
    expect(buckets[1]).toMatchObject({
      readings: 1,
      coverage: 0,
      values: { packVoltage: { min: 54, max: 54, avg: 54 } },
    });
  });

  it('is null at a gap, and not drawn through it', () => {
    const buckets = downSample([at(0, 50), at(3 * minute, 52)], sampling({ maxGap: minute }));
    expect(buckets.map(({ values, coverage }) => [values.packVoltage?.avg ?? null, coverage])).toEqual([
      [50, 0],
      [null, 0],
      [null, 0],
      [52, 0],
    ]);
  });

  it('follows the line through buckets between two readings', () => {
    const buckets = downSample([at(0, 50), at(4 * minute, 54)], sampling());
    expect(buckets.map(({ values, readings }) => [values.packVoltage, readings])).toEqual([
      [{ min: 50, max: 50, avg: 50.5 }, 1],
      [{ min: 51, max: 52, avg: 51.5 }, 0],
      [{ min: 52, max: 53, avg: 52.5 }, 0],
      [{ min: 53, max: 54, avg: 53.5 }, 0],
    ]);
  });

  it('uses neighbours outside of its span for the line only', () => {
    const buckets = downSample(
      [at(-minute, 49), at(minute, 51), at(5 * minute, 51)],
      sampling({ points: 1 }),
    );
    expect(buckets).toMatchObject([
      { readings: 1, coverage: 1, values: { packVoltage: { min: 51, max: 51, avg: 50.875 } } },
    ]);
  });

  it('leaves out a field that one neighbour does not know, and weighs lone values alike', () => {
    const buckets = downSample([at(0, 50), at(minute / 4, null), at(minute / 2, 53)], sampling());
    expect(buckets[0]).toMatchObject({
      readings: 3,
      coverage: 0.5,
      values: { packVoltage: { min: 50, max: 53, avg: 51.5 } },
    });
  });

  it('of nothing is empty buckets', () => {
    expect(downSample([], sampling({ points: 3 })).map(({ values }) => values.packVoltage)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it.each([{ to: from }, { points: 0 }, { points: 1.5 }])('refuses %j', (changes) => {
    expect(() => downSample([], sampling(changes))).toThrow(RangeError);
  });

  it('of one bucket over an hour has the roll-up’s figures', () => {
    fc.assert(
      fc.property(readingSeries(), (series) => {
        const readings = series.filter(({ dataQuality }) => dataQuality !== 'invalid');
        const rollUp = toHistoryFigures(rollUpHour({ batteryId: 1, periodStart: from, readings }), null);
        const hour = {
          from,
          to: from + 3_600_000,
          points: 1,
          fields: ['packVoltage', 'packCurrent'] as const,
        };
        const { values, coverage, readings: count } = downSample(readings, hour)[0]!;
        expect(count).toBe(rollUp.dataPointsCount);
        expect(coverage * 100).toBeCloseTo(rollUp.coveragePercent, 1);
        expect(values.packCurrent?.avg ?? null).toEqual(nearly(rollUp.packCurrentAvg));
        expect(values.packVoltage?.avg ?? null).toEqual(nearly(rollUp.packVoltageAvg));
        if (rollUp.packVoltageMin !== null)
          expect(values.packVoltage).toMatchObject({ min: rollUp.packVoltageMin });
      }),
    );
  });

  it('covers as much in many buckets as in one, and counts each reading once', () => {
    fc.assert(
      fc.property(readingSeries(), fc.integer({ min: 1, max: 777 }), (series, points) => {
        const span = { from: from + 12_345, to: from + 3_700_001, fields: ['packVoltage'] as const };
        const [whole] = downSample(series, { ...span, points: 1 });
        const many = downSample(series, { ...span, points });
        const covered = many.reduce((sum, { coverage }) => sum + coverage, 0) / points;
        expect(covered).toBeCloseTo(whole!.coverage, 7);
        expect(many.reduce((sum, { readings }) => sum + readings, 0)).toBe(whole!.readings);
        expect(many.at(-1)!.end).toBe(span.to);
      }),
    );
  });
});

/** Within a step of the last decimal: the curve is of binary fractions, the roll-up of whole steps. */
const nearly = (value: number | null) => (value === null ? null : expect.closeTo(value, 2));
