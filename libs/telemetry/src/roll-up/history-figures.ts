import { divide, divideBig } from './line.js';
import type { RollUpTotals } from './merge-roll-ups.js';
import type { RollUp, RollUpSignal, RollUpSums } from './roll-up.js';

/** The figures of a row of `bms_data_history`: V, A, °C, %, Wh, minutes. Null where nothing is known. */
export interface HistoryFigures {
  readonly packVoltageAvg: number | null;
  readonly packVoltageMin: number | null;
  readonly packVoltageMax: number | null;
  readonly cellVoltageAvg: number | null;
  readonly cellVoltageMin: number | null;
  readonly cellVoltageMax: number | null;
  readonly packCurrentAvg: number | null;
  readonly packCurrentMin: number | null;
  readonly packCurrentMax: number | null;
  readonly tempAvg: number | null;
  readonly tempMin: number | null;
  readonly tempMax: number | null;
  readonly socAvg: number | null;
  readonly socMin: number | null;
  readonly socMax: number | null;
  readonly sohAvg: number | null;
  readonly sohStart: number | null;
  readonly sohEnd: number | null;
  readonly energyChargedWh: number | null;
  readonly energyDischargedWh: number | null;
  /** Energy out over energy in, only where the window closes (see the README). */
  readonly efficiencyPercent: number | null;
  /** Equivalent full cycles of the rated capacity. */
  readonly partialCycles: number | null;
  readonly timeIdle: number;
  readonly timeCharging: number;
  readonly timeDischarging: number;
  readonly timeBalancing: number;
  readonly timeFault: number;
  readonly dataPointsCount: number;
  /** 4 excellent to 0 invalid. */
  readonly dataQualityAvg: number | null;
  readonly communicationErrorsTotal: number;
  /** Share of the period between neighbouring readings, %. Not a column of the specification. */
  readonly coveragePercent: number;
}

type Whole = number | bigint;
type Sums = RollUpSums | RollUpTotals;

/** A period with its sums: one hour, or several merged. */
export type RolledPeriod = Pick<RollUp, 'periodStart' | 'periodEnd'> & { readonly sums: Sums };

/** Exact: rounded half away from zero once, at the end. `ratedCapacityAh` is the type's `capacity_ah`. */
export function toHistoryFigures(period: RolledPeriod, ratedCapacityAh: number | null): HistoryFigures {
  const { sums } = period;
  return {
    ...electricalFigures(sums),
    ...stateFigures(sums),
    energyChargedWh: energyWh(sums.energyChargedTwice, sums),
    energyDischargedWh: energyWh(sums.energyDischargedTwice, sums),
    efficiencyPercent: efficiencyPercent(period, ratedCapacityAh),
    partialCycles: partialCycles(sums, ratedCapacityAh),
    timeIdle: minutes(sums.timeIdleMs),
    timeCharging: minutes(sums.timeChargingMs),
    timeDischarging: minutes(sums.timeDischargingMs),
    timeBalancing: minutes(sums.timeBalancingMs),
    timeFault: minutes(sums.timeFaultMs),
    dataPointsCount: Number(sums.readings),
    dataQualityAvg: qualityAverage(sums),
    communicationErrorsTotal: Number(sums.communicationErrors),
    coveragePercent: quotient(times(sums.coveredMs, 10_000), period.periodEnd - period.periodStart, 100),
  };
}

const isSafe = (value: Whole): value is number => typeof value === 'number' && Number.isSafeInteger(value);

const times = (value: Whole, factor: number): Whole =>
  isSafe(value) && Number.isSafeInteger(value * factor) ? value * factor : BigInt(value) * BigInt(factor);

const plus = (one: Whole, other: Whole): Whole =>
  isSafe(one) && isSafe(other) && Number.isSafeInteger(one + other)
    ? one + other
    : BigInt(one) + BigInt(other);

/** a / b in whole steps, given in units of `steps` to the one. */
function quotient(a: Whole, b: Whole, steps: number): number {
  const whole = isSafe(a) && isSafe(b) ? divide(a, b) : Number(divideBig(BigInt(a), BigInt(b)));
  return whole / steps;
}

const shown = (value: Whole | null, steps: number): number | null =>
  value === null ? null : Number(value) / steps;

/** Time-weighted where time is covered; else the plain mean of the readings, which are each alone. */
function average(sums: Sums, signal: RollUpSignal, steps: number): number | null {
  const covered = sums[`${signal}CoveredMs`];
  if (covered > 0) return quotient(sums[`${signal}Twice`], times(covered, 2), steps);
  const count = sums[`${signal}Count`];
  return count > 0 ? quotient(sums[`${signal}Sum`], count, steps) : null;
}

function electricalFigures(sums: Sums) {
  return {
    packVoltageAvg: average(sums, 'packVoltage', 1000),
    packVoltageMin: shown(sums.packVoltageMin, 1000),
    packVoltageMax: shown(sums.packVoltageMax, 1000),
    cellVoltageAvg: average(sums, 'cellVoltage', 1000),
    cellVoltageMin: shown(sums.cellVoltageMin, 1000),
    cellVoltageMax: shown(sums.cellVoltageMax, 1000),
    packCurrentAvg: average(sums, 'packCurrent', 1000),
    packCurrentMin: shown(sums.packCurrentMin, 1000),
    packCurrentMax: shown(sums.packCurrentMax, 1000),
  };
}

function stateFigures(sums: Sums) {
  return {
    tempAvg: average(sums, 'temp', 100),
    tempMin: shown(sums.tempMin, 100),
    tempMax: shown(sums.tempMax, 100),
    socAvg: average(sums, 'soc', 100),
    socMin: shown(sums.socMin, 100),
    socMax: shown(sums.socMax, 100),
    sohAvg: average(sums, 'soh', 100),
    sohStart: shown(sums.sohFirst, 100),
    sohEnd: shown(sums.sohLast, 100),
  };
}

/** Twice 0.01 W ms to Wh with two decimals. */
const energyWh = (twice: Whole, sums: Sums): number | null =>
  sums.energyCoveredMs > 0 ? quotient(twice, 7_200_000, 100) : null;

const minutes = (milliseconds: Whole): number => quotient(milliseconds, 60_000, 1);

function qualityAverage(sums: Sums): number | null {
  const all = plus(sums.readings, sums.invalidReadings);
  return all > 0 ? quotient(times(sums.qualitySum, 10), all, 10) : null;
}

/** Rated capacity in 0.01 Ah, or null where it is no capacity. */
function ratedSteps(ratedCapacityAh: number | null): number | null {
  const steps = ratedCapacityAh === null ? 0 : Math.round(ratedCapacityAh * 100);
  return steps > 0 ? steps : null;
}

/** (charged + discharged) / (2 C); twice mA ms over 0.01 Ah: one hundredth of a cycle is 1,440,000 of them. */
function partialCycles(sums: Sums, ratedCapacityAh: number | null): number | null {
  const rated = ratedSteps(ratedCapacityAh);
  if (rated === null || !(sums.packCurrentCoveredMs > 0)) return null;
  return quotient(plus(sums.chargeTwice, sums.dischargeTwice), times(rated, 1_440_000), 100);
}

/**
 * Null unless the window closes: both ends known in SOC and current, SOC equal within 0.5 %, at rest or the same way
 * at both ends, at least half a full cycle, covered to 99 %, and as much charge out as in within 2 % of the capacity
 * (a jump of the SOC shows there). More out than in is a fault of measurement: null.
 */
function efficiencyPercent(period: RolledPeriod, ratedCapacityAh: number | null): number | null {
  const { sums } = period;
  const rated = ratedSteps(ratedCapacityAh);
  if (rated === null || !closes(sums) || !throughputSuffices(sums, rated)) return null;
  const length = period.periodEnd - period.periodStart;
  if (times(sums.energyCoveredMs, 100) < times(length, 99)) return null;
  if (sums.energyDischargedTwice > sums.energyChargedTwice) return null;
  return quotient(times(sums.energyDischargedTwice, 10_000), sums.energyChargedTwice, 100);
}

function closes({ socFirst, socLast, socFirstCurrent, socLastCurrent }: Sums): boolean {
  if (socFirst === null || socLast === null || socFirstCurrent === null || socLastCurrent === null)
    return false;
  const change = Number(socLast) - Number(socFirst);
  return Math.abs(change) <= 50 && Math.sign(Number(socFirstCurrent)) === Math.sign(Number(socLastCurrent));
}

/** In twice mA ms: 1 C is rated x 72,000,000. */
function throughputSuffices(sums: Sums, rated: number): boolean {
  const capacity = times(rated, 72_000_000);
  const net = plus(sums.chargeTwice, times(sums.dischargeTwice, -1));
  const size = net < 0 ? times(net, -1) : net;
  return plus(sums.chargeTwice, sums.dischargeTwice) >= capacity && times(size, 50) <= capacity;
}
