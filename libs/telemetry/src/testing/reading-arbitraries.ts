import fc from 'fast-check';
import type { MeasuredReading } from '../measured-reading.js';
import type { DataQuality, OperationMode, Reading } from '../reading.js';
import { fieldRules, type NumericField } from '../reading-fields.js';
import { aBareReading, firstOf2026 } from './a-reading.js';

export const operationModes: readonly OperationMode[] = [
  'idle',
  'charging',
  'discharging',
  'balancing',
  'fault',
];
export const dataQualities: readonly DataQuality[] = ['excellent', 'good', 'fair', 'poor', 'invalid'];

/** Any value that the column and physics allow, to the last decimal, the bounds more often than by chance. */
export function possibleValue(field: NumericField): fc.Arbitrary<number> {
  const { min, max, decimals } = fieldRules[field];
  const factor = 10 ** decimals;
  const steps = fc.maxSafeInteger().map((any) => any / Number.MAX_SAFE_INTEGER);
  const inside = steps.map((share) => Math.round(((share + 1) / 2) * (max - min) * factor) / factor + min);
  const rounded = inside.map((value) => Math.min(max, Math.max(min, Math.round(value * factor) / factor)));
  return fc.oneof({ weight: 8, arbitrary: rounded }, fc.constantFrom(min, max, Math.max(min, 0)));
}

/** The same, or not known. */
export const perhaps = (field: NumericField): fc.Arbitrary<number | null> =>
  fc.option(possibleValue(field), { freq: 6, nil: null });

const measuredFields = fc.record({
  packVoltage: perhaps('packVoltage'),
  packCurrent: perhaps('packCurrent'),
  packPower: perhaps('packPower'),
  cellVoltages: fc.option(fc.array(perhaps('cellVoltageMin'), { maxLength: 4 }), { nil: null }),
  temperatures: fc.option(fc.array(perhaps('tempMin'), { maxLength: 3 }), { nil: null }),
  socPercent: perhaps('socPercent'),
  sohPercent: perhaps('sohPercent'),
  operationMode: fc.constantFrom(...operationModes),
  balancingActive: fc.constantFrom(true, false, null),
  dataQuality: fc.constantFrom(...dataQualities, 'good' as const, 'excellent' as const),
  communicationErrors: fc.nat(3),
});

/** Any possible reading at this time. */
export const readingAt = (timestamp: number): fc.Arbitrary<Reading> =>
  measuredFields.map((fields) => aBareReading({ ...fields, timestamp }));

export interface SeriesShape {
  /** Epoch ms of the earliest possible reading. */
  readonly from?: number;
  /** ms; readings are at most this far apart, and often exactly at a gap's or an hour's edge. */
  readonly longestStep?: number;
  readonly maxLength?: number;
}

/** Readings in the order of their times, no two at once, some at the very edge of an hour, some beyond any gap. */
export function readingSeries({
  from = firstOf2026,
  longestStep = 400_000,
  maxLength = 40,
}: SeriesShape = {}) {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: longestStep }) },
    fc.constantFrom(1, 1_000, 299_999, 300_000, 300_001, 600_000),
  );
  const steps = fc.array(fc.tuple(step, fc.boolean()), { minLength: 1, maxLength });
  return steps
    .map((all) => timesOf(from, all))
    .chain((times) => fc.tuple(...times.map(readingAt)) as fc.Arbitrary<Reading[]>);
}

function timesOf(from: number, steps: readonly (readonly [number, boolean])[]): number[] {
  const times: number[] = [];
  let time = from;
  for (const [step, toEdge] of steps) {
    const edge = (Math.floor(time / 3_600_000) + 1) * 3_600_000;
    time = toEdge && edge - time <= 300_000 ? edge : time + step;
    times.push(time);
  }
  return times;
}

/** What a driver may hand over on a bad day: any number at all in any field, also NaN and the infinities. */
export const wildReading: fc.Arbitrary<MeasuredReading> = fc
  .record(
    {
      packVoltage: fc.double(),
      packCurrent: fc.double({ min: -6_000, max: 6_000 }),
      packPower: fc.double(),
      chargeCurrent: fc.double({ min: -10, max: 6_000 }),
      dischargeCurrent: fc.double({ min: -10, max: 6_000 }),
      cellVoltages: fc.array(fc.option(fc.double({ min: -1, max: 7 }), { nil: null }), { maxLength: 5 }),
      cellVoltageMin: fc.double({ min: -1, max: 7 }),
      cellVoltageMax: fc.double({ min: -1, max: 7 }),
      temperatures: fc.array(fc.option(fc.double({ min: -300, max: 400 }), { nil: null }), { maxLength: 4 }),
      tempMax: fc.double({ min: -100, max: 200 }),
      socPercent: fc.double({ min: -5, max: 300 }),
      sohPercent: fc.double({ min: -5, max: 300 }),
      chargeCycles: fc.double({ min: -5, max: 70_000 }),
      communicationErrors: fc.nat(10),
    },
    { requiredKeys: [] },
  )
  .map((fields) => ({ timestamp: firstOf2026, ...fields }));
