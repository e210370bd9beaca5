import { divide } from './line.js';
import { toSteps } from '../rounding.js';
import { fieldRules, type NumericField } from '../reading-fields.js';
import type { RollUpReading, RollUpSums } from './roll-up.js';

type Totals = { [Key in keyof RollUpSums]: RollUpSums[Key] extends number ? Key : never }[keyof RollUpSums];
type Field = NumericField & keyof RollUpReading;

/** Where a continuous signal is found in a reading and in the sums. */
export interface Signal {
  readonly value: Field;
  readonly low: Field;
  readonly high: Field;
  readonly count: Totals;
  readonly sum: Totals;
  readonly twice: Totals;
  readonly coveredMs: Totals;
  readonly min: keyof RollUpSums;
  readonly max: keyof RollUpSums;
}

const signal = <Name extends string>(name: Name, value: Field, low: Field = value, high: Field = value) =>
  ({
    value,
    low,
    high,
    count: `${name}Count`,
    sum: `${name}Sum`,
    twice: `${name}Twice`,
    coveredMs: `${name}CoveredMs`,
    min: `${name}Min`,
    max: `${name}Max`,
  }) as const;

/** Voltage, cell voltage, current, temperature, state of charge and of health: a straight line between neighbours. */
export const signals: readonly Signal[] = [
  signal('packVoltage' as const, 'packVoltage'),
  signal('cellVoltage' as const, 'cellVoltageAvg', 'cellVoltageMin', 'cellVoltageMax'),
  signal('packCurrent' as const, 'packCurrent'),
  signal('temp' as const, 'tempAvg', 'tempMin', 'tempMax'),
  signal('soc' as const, 'socPercent'),
  signal('soh' as const, 'sohPercent'),
];

/** The field in whole steps (mV, mA, 0.01 W, 0.01 °C, 0.01 %), or null: unknown, or outside what is possible. */
export function stepsOf(reading: RollUpReading, field: Field): number | null {
  const value = reading[field];
  const { min, max, decimals } = fieldRules[field];
  return value !== null && value >= min && value <= max ? toSteps(value, decimals) : null;
}

/**
 * Power in 0.01 W: the reading's own where it agrees with voltage times current within 2 % or 20 W, else the product;
 * null where neither is known.
 */
export function powerSteps(reading: RollUpReading): number | null {
  const own = stepsOf(reading, 'packPower');
  const voltage = stepsOf(reading, 'packVoltage');
  const current = stepsOf(reading, 'packCurrent');
  if (voltage === null || current === null) return own;
  const product = divide(voltage * current, 10_000);
  if (own === null) return product;
  return Math.abs(own - product) <= Math.max(Math.abs(product) / 50, 2_000) ? own : product;
}
