import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assessReading } from './assess-reading.js';
import type { MeasuredReading } from './measured-reading.js';
import type { ReadingCircumstances } from './reading-circumstances.js';
import { fieldRules, numericFields } from './reading-fields.js';
import { firstOf2026, measured } from './testing/a-reading.js';
import { wildReading } from './testing/reading-arbitraries.js';

const usual: ReadingCircumstances = { receivedAt: firstOf2026, cellCount: 16, ratedCapacityAh: 100 };
const quality = (values: Partial<MeasuredReading>, circumstances: Partial<ReadingCircumstances> = {}) =>
  assessReading(measured(values), { ...usual, ...circumstances }).reading.dataQuality;

describe('the quality of a reading', () => {
  it.each<[string, string, Partial<MeasuredReading>]>([
    ['excellent', 'when every core check passed', {}],
    ['good', 'when the pack cannot be held against its cells', { cellVoltages: null }],
    ['good', 'when the current is not known', { packCurrent: null }],
    ['good', 'when no temperature is known', { temperatures: null }],
    ['good', 'when the state of charge is not known', { socPercent: null }],
    ['good', 'after a failed exchange', { communicationErrors: 2 }],
    ['fair', 'after several failed exchanges', { communicationErrors: 3 }],
    ['fair', 'with one suspicion', { packPower: 100 }],
    ['poor', 'with two suspicions', { packPower: 100, temperatures: [85] }],
    ['poor', 'with one suspicion after several failed exchanges', { packPower: 100, communicationErrors: 3 }],
    ['poor', 'with a field set aside', { socPercent: 255 }],
    ['poor', 'with a cell set aside', { cellVoltages: [65.535, ...Array.from({ length: 15 }, () => 3.3)] }],
    [
      'poor',
      'with nothing left',
      { ...Object.fromEntries(numericFields.map((field) => [field, NaN])), cellVoltages: [NaN] },
    ],
  ])('is %s %s', (expected, _, values) => {
    expect(quality(values)).toBe(expected);
  });

  it.each([
    ['five minutes ahead of its arrival', 5 * 60_000, 'fair'],
    ['farther ahead', 5 * 60_000 + 1, 'invalid'],
    ['a month late', -30 * 86_400_000, 'excellent'],
    ['of 1 January 2000', Date.UTC(2000, 0, 1) - firstOf2026, 'excellent'],
    ['before 2000', Date.UTC(2000, 0, 1) - 1 - firstOf2026, 'invalid'],
    ['between milliseconds', 0.5, 'invalid'],
    ['that is no number', NaN, 'invalid'],
  ])('for a time %s: %d ms is %s', (_, offset, expected) => {
    expect(quality({ timestamp: firstOf2026 + offset })).toBe(expected);
  });

  it('is invalid when the device is not the battery’s', () => {
    expect(quality({}, { batteryIsTrusted: false })).toBe('invalid');
    expect(quality({}, { batteryIsTrusted: true })).toBe('excellent');
  });

  it('is never better than what came with it', () => {
    expect(quality({ dataQuality: 'poor' })).toBe('poor');
    expect(quality({ dataQuality: 'good', packPower: 100 })).toBe('fair');
  });

  it('keeps the values of an invalid reading, so that it can be looked into', () => {
    const { reading } = assessReading(measured({ timestamp: 0 }), usual);
    expect(reading).toMatchObject({ timestamp: 0, packVoltage: 52.8, dataQuality: 'invalid' });
  });
});

describe('a judged reading', () => {
  it('derives from what is believed only', () => {
    const cellVoltages = [65.535, ...Array.from({ length: 15 }, () => 3.3)];
    const { reading } = assessReading(measured({ cellVoltages, packVoltage: 1e6, packCurrent: 2 }), usual);
    expect(reading).toMatchObject({
      cellVoltageMax: 3.3,
      cellVoltageDiff: 0,
      packVoltage: null,
      packPower: null,
    });
    expect(reading.setAside?.map(({ field }) => field)).toEqual(['packVoltage', 'cellVoltages[0]']);
  });

  it('holds nothing impossible, whatever was measured', () => {
    fc.assert(
      fc.property(wildReading, (wild) => {
        const { reading } = assessReading(wild, usual);
        for (const field of numericFields) {
          const value = reading[field];
          const { min, max, decimals } = fieldRules[field];
          if (value === null) continue;
          expect([field, value >= min && value <= max]).toEqual([field, true]);
          expect(Number(value.toFixed(decimals))).toBe(value);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('says of every number that is gone where it went', () => {
    fc.assert(
      fc.property(wildReading, (wild) => {
        const { reading } = assessReading(wild, usual);
        const aside = new Set(reading.setAside?.map(({ field }) => field));
        for (const field of numericFields) {
          const gone = typeof wild[field] === 'number' && reading[field] === null;
          if (gone) expect([field, aside.has(field)]).toEqual([field, true]);
        }
      }),
    );
  });

  it('is not changed by judging it again', () => {
    fc.assert(
      fc.property(
        wildReading,
        fc.constantFrom<Partial<ReadingCircumstances>>({}, { cellCount: 3 }, usual),
        (wild, known) => {
          const circumstances = { receivedAt: firstOf2026, ...known };
          const { reading } = assessReading(wild, circumstances);
          expect(assessReading(reading, circumstances).reading).toEqual(reading);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
