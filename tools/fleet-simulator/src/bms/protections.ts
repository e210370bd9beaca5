import type { Chemistry } from '../physics/chemistry.js';

/** What a BMS measures, in V, A and °C. */
export interface Measured {
  readonly cellVoltages: readonly number[];
  readonly current: number;
  readonly temperatures: readonly number[];
}

export type ProtectionName =
  | 'cellUndervoltage'
  | 'cellOvervoltage'
  | 'dischargeOvercurrent'
  | 'chargeOvercurrent'
  | 'dischargeUndertemperature'
  | 'dischargeOvertemperature'
  | 'chargeUndertemperature'
  | 'chargeOvertemperature'
  | 'cellFailure';

interface ProtectionRule {
  readonly acts: boolean;
  /** False only when the value is far enough on the safe side again. */
  readonly holds: boolean;
}

export interface ProtectionLimits {
  readonly chemistry: Chemistry;
  /** A. */
  readonly maxCurrent: number;
}

const above = (value: number, limit: number, release: number): ProtectionRule => ({
  acts: value > limit,
  holds: value > limit - release,
});
const below = (value: number, limit: number, release: number): ProtectionRule => ({
  acts: value < limit,
  holds: value < limit + release,
});

function rules(measured: Measured, limits: ProtectionLimits): Record<ProtectionName, ProtectionRule> {
  const low = Math.min(...measured.cellVoltages);
  const high = Math.max(...measured.cellVoltages);
  const cold = Math.min(...measured.temperatures);
  const hot = Math.max(...measured.temperatures);
  const { full, empty } = limits.chemistry;
  return {
    cellUndervoltage: below(low, empty - 0.05, 0.15),
    cellOvervoltage: above(high, full + 0.04, 0.1),
    dischargeOvercurrent: above(-measured.current, limits.maxCurrent, limits.maxCurrent * 0.2),
    chargeOvercurrent: above(measured.current, limits.maxCurrent, limits.maxCurrent * 0.2),
    dischargeUndertemperature: below(cold, -20, 5),
    dischargeOvertemperature: above(hot, 62, 7),
    chargeUndertemperature: below(cold, 0, 3),
    chargeOvertemperature: above(hot, 58, 8),
    cellFailure: above(high - low, 0.6, 0.2),
  };
}

/** Which protections act now: each lets go only on the safe side of its hysteresis. */
export function protect(
  acting: ReadonlySet<ProtectionName>,
  measured: Measured,
  limits: ProtectionLimits,
): Set<ProtectionName> {
  const entries = Object.entries(rules(measured, limits)) as [ProtectionName, ProtectionRule][];
  const still = entries.filter(([name, rule]) => (acting.has(name) ? rule.holds : rule.acts));
  return new Set(still.map(([name]) => name));
}

const stopsCharging: readonly ProtectionName[] = [
  'cellOvervoltage',
  'chargeOvercurrent',
  'chargeUndertemperature',
  'chargeOvertemperature',
  'cellFailure',
];
const stopsDischarging: readonly ProtectionName[] = [
  'cellUndervoltage',
  'dischargeOvercurrent',
  'dischargeUndertemperature',
  'dischargeOvertemperature',
  'cellFailure',
];

export const mayCharge = (acting: ReadonlySet<ProtectionName>): boolean =>
  !stopsCharging.some((name) => acting.has(name));
export const mayDischarge = (acting: ReadonlySet<ProtectionName>): boolean =>
  !stopsDischarging.some((name) => acting.has(name));
