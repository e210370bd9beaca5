import type { BatteryLimits } from '@trackingbms/batteries';
import type { Reading } from '@trackingbms/telemetry';
import type { AlertCode, AlertSeverity } from './alert-codes.js';
import type { AlertSettings } from './alert-settings.js';

/** What the rules look at. */
export type AlertReading = Pick<
  Reading,
  | 'timestamp'
  | 'packVoltage'
  | 'cellVoltageMin'
  | 'cellVoltageMax'
  | 'cellVoltageDiff'
  | 'chargeCurrent'
  | 'dischargeCurrent'
  | 'tempMin'
  | 'tempMax'
  | 'socPercent'
  | 'faultCodes'
  | 'dataQuality'
>;

type Numeric = Exclude<keyof AlertReading, 'timestamp' | 'faultCodes' | 'dataQuality'>;
type LimitOf = (
  limits: BatteryLimits,
  settings: AlertSettings,
  reading: AlertReading,
) => number | null | undefined;

/** How far beyond, or back inside, the limit: a fixed amount in the unit, or a share of the limit. */
type Margin = { readonly by: number } | { readonly share: number };

export interface LimitRule {
  readonly code: AlertCode;
  readonly field: Numeric;
  readonly side: 'above' | 'below';
  readonly limit: LimitOf;
  /** Beyond the limit by more than nothing is a warning, by as much as this critical, and an emergency. */
  readonly critical: Margin;
  readonly emergency: Margin;
  /** How far back inside the limit the value must be for the alert to resolve. */
  readonly hysteresis: Margin;
}

const share = (value: number): Margin => ({ share: value });
const by = (value: number): Margin => ({ by: value });
const never = by(Infinity);

/** The README's table of rules, row by row. */
export const limitRules: readonly LimitRule[] = [
  {
    code: 'PACK_VOLTAGE_HIGH',
    field: 'packVoltage',
    side: 'above',
    limit: (limits) => limits.voltageMax?.value,
    critical: share(0.02),
    emergency: share(0.05),
    hysteresis: share(0.01),
  },
  {
    code: 'PACK_VOLTAGE_LOW',
    field: 'packVoltage',
    side: 'below',
    limit: (limits) => limits.voltageMin?.value,
    critical: share(0.03),
    emergency: share(0.08),
    hysteresis: share(0.02),
  },
  {
    code: 'CELL_VOLTAGE_HIGH',
    field: 'cellVoltageMax',
    side: 'above',
    limit: (_, settings) => settings.cellVoltageRange?.max,
    critical: by(0.05),
    emergency: by(0.15),
    hysteresis: by(0.05),
  },
  {
    code: 'CELL_VOLTAGE_LOW',
    field: 'cellVoltageMin',
    side: 'below',
    limit: (_, settings) => settings.cellVoltageRange?.min,
    critical: by(0.1),
    emergency: by(0.3),
    hysteresis: by(0.1),
  },
  {
    code: 'CELL_IMBALANCE',
    field: 'cellVoltageDiff',
    side: 'above',
    limit: (_, settings, reading) => imbalanceLimit(settings, reading.socPercent),
    critical: by(0.1),
    emergency: by(0.3),
    hysteresis: by(0.05),
  },
  {
    code: 'CHARGE_CURRENT_HIGH',
    field: 'chargeCurrent',
    side: 'above',
    limit: (limits) => limits.currentChargeMax?.value,
    critical: share(0.1),
    emergency: share(0.25),
    hysteresis: share(0.05),
  },
  {
    code: 'DISCHARGE_CURRENT_HIGH',
    field: 'dischargeCurrent',
    side: 'above',
    limit: (limits) => limits.currentDischargeMax?.value,
    critical: share(0.1),
    emergency: share(0.25),
    hysteresis: share(0.05),
  },
  {
    code: 'TEMPERATURE_HIGH',
    field: 'tempMax',
    side: 'above',
    limit: (limits) => limits.tempMax?.value,
    critical: by(5),
    emergency: by(10),
    hysteresis: by(2),
  },
  {
    code: 'TEMPERATURE_LOW',
    field: 'tempMin',
    side: 'below',
    limit: (limits) => limits.tempMin?.value,
    critical: by(5),
    emergency: by(10),
    hysteresis: by(2),
  },
  {
    code: 'SOC_LOW',
    field: 'socPercent',
    side: 'below',
    limit: (_, settings) => settings.socLow,
    critical: never,
    emergency: never,
    hysteresis: by(3),
  },
  {
    code: 'SOC_CRITICAL',
    field: 'socPercent',
    side: 'below',
    limit: (_, settings) => settings.socCritical,
    critical: by(0),
    emergency: by(5),
    hysteresis: by(3),
  },
];

/** Full and empty cells drift apart by themselves within minutes: the limit is wider there. */
function imbalanceLimit(settings: AlertSettings, soc: number | null): number {
  const between = soc !== null && soc >= settings.imbalanceSocMin && soc <= settings.imbalanceSocMax;
  return between ? settings.imbalance : settings.imbalanceAtEnds;
}

const sizeOf = (margin: Margin, limit: number): number =>
  'by' in margin ? margin.by : margin.share * Math.abs(limit);

/** Takes away what binary fractions add: 3.70 - 3.65 is 0.05. Limits and values have at most three decimals. */
const exact = (difference: number): number => Math.round(difference * 1e6) / 1e6;

/** A limit that is broken, kept with room to spare, or neither. */
export type LimitVerdict = { readonly severity: AlertSeverity } | 'clear' | 'between';

export function judgeLimit(rule: LimitRule, value: number, limit: number): LimitVerdict {
  const beyond = exact(rule.side === 'above' ? value - limit : limit - value);
  if (beyond > 0) return { severity: severityOf(rule, beyond, limit) };
  return beyond <= -exact(sizeOf(rule.hysteresis, limit)) ? 'clear' : 'between';
}

function severityOf(rule: LimitRule, beyond: number, limit: number): AlertSeverity {
  if (beyond >= exact(sizeOf(rule.emergency, limit))) return 'emergency';
  return beyond >= exact(sizeOf(rule.critical, limit)) ? 'critical' : 'warning';
}
