import type { Reading } from './reading.js';

/** Decimals of the column and the physically possible range, in the field's unit. What is outside is set aside. */
export interface FieldRule {
  readonly decimals: number;
  readonly min: number;
  readonly max: number;
  /** Highest raw value that is read as `max`: a sensor's or an estimate's overshoot. */
  readonly overshoot?: number;
}

const rule = (decimals: number, min: number, max: number): FieldRule => ({ decimals, min, max });
const voltage = rule(3, 0, 2_000);
const cellVoltage = rule(3, 0, 5);
const current = rule(3, -5_000, 5_000);
const currentOneWay = rule(3, 0, 5_000);
const power = rule(2, -10_000_000, 10_000_000);
const powerOneWay = rule(2, 0, 10_000_000);
const temperature = rule(2, -50, 120);
const capacity = rule(2, 0, 999_999.99);
const charge = rule(2, 0, 9_999_999_999.99);
const energy = rule(2, 0, 9_999_999_999_999.99);

/**
 * Every number of a reading. The bounds of voltage, current and power also keep twice the integral of one hour, in
 * mV ms, mA ms and 0.01 W ms, below 2^53: the roll-ups are exact in plain numbers.
 */
export const fieldRules = {
  packVoltage: voltage,
  cellVoltageMin: cellVoltage,
  cellVoltageMax: cellVoltage,
  cellVoltageAvg: cellVoltage,
  cellVoltageDiff: cellVoltage,
  packCurrent: current,
  chargeCurrent: currentOneWay,
  dischargeCurrent: currentOneWay,
  packPower: power,
  chargePower: powerOneWay,
  dischargePower: powerOneWay,
  tempMin: temperature,
  tempMax: temperature,
  tempAvg: temperature,
  ambientTemp: rule(2, -70, 100),
  socPercent: { decimals: 2, min: 0, max: 100, overshoot: 100.5 },
  sohPercent: { decimals: 2, min: 0, max: 100, overshoot: 110 },
  remainingCapacityAh: capacity,
  fullCapacityAh: capacity,
  chargeCycles: rule(0, 0, 1_000_000),
  totalChargeAh: charge,
  totalDischargeAh: charge,
  totalEnergyChargedWh: energy,
  totalEnergyDischargedWh: energy,
  signalStrength: rule(0, 0, 100),
} as const satisfies Partial<Record<keyof Reading, FieldRule>>;

export type NumericField = keyof typeof fieldRules;

/** The rules of one element of `cellVoltages` and of `temperatures`. */
export const elementRules = { cellVoltages: cellVoltage, temperatures: temperature } as const;

export const numericFields = Object.keys(fieldRules) as readonly NumericField[];
