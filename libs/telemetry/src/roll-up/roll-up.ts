import type { Reading } from '../reading.js';

/** What the roll-ups need of a reading; a row read back from storage is enough. */
export type RollUpReading = Pick<
  Reading,
  | 'timestamp'
  | 'packVoltage'
  | 'cellVoltageMin'
  | 'cellVoltageMax'
  | 'cellVoltageAvg'
  | 'packCurrent'
  | 'packPower'
  | 'tempMin'
  | 'tempMax'
  | 'tempAvg'
  | 'socPercent'
  | 'sohPercent'
  | 'operationMode'
  | 'balancingActive'
  | 'dataQuality'
  | 'communicationErrors'
>;

export type RollUpSignal = 'packVoltage' | 'cellVoltage' | 'packCurrent' | 'temp' | 'soc' | 'soh';

type SignalTotals = Record<`${RollUpSignal}${'Count' | 'Sum' | 'Twice' | 'CoveredMs'}`, number>;
type SignalExtremes = Record<`${RollUpSignal}${'Min' | 'Max'}`, number | null>;

/**
 * Whole numbers only; each field is a BIGINT column of the same name in snake case. Units: mV, mA, 0.01 W, 0.01 °C,
 * 0.01 %, ms. `...Twice` is twice the time integral (unit x ms), `...CoveredMs` the time it covers, `...Sum` and
 * `...Count` are over the readings, `...Min` and `...Max` too. Null is "no such reading".
 */
export interface RollUpSums extends SignalTotals, SignalExtremes {
  /** Earliest and latest known state of charge with its time, and the current (mA) of the same reading. */
  socFirst: number | null;
  socFirstAt: number | null;
  socFirstCurrent: number | null;
  socLast: number | null;
  socLastAt: number | null;
  socLastCurrent: number | null;
  sohFirst: number | null;
  sohFirstAt: number | null;
  sohLast: number | null;
  sohLastAt: number | null;
  /** Twice the integral of the positive and of the negative part of the power, 0.01 W ms; both are >= 0. */
  energyChargedTwice: number;
  energyDischargedTwice: number;
  energyCoveredMs: number;
  /** Twice the integral of the positive and of the negative part of the current, mA ms; both are >= 0. */
  chargeTwice: number;
  dischargeTwice: number;
  /** Time between neighbours that are near enough, whatever they know; the five modes divide it. */
  coveredMs: number;
  timeIdleMs: number;
  timeChargingMs: number;
  timeDischargingMs: number;
  timeBalancingMs: number;
  timeFaultMs: number;
  /** Time with a cell being balanced, in any mode: it overlaps the others. */
  balancingActiveMs: number;
  /** Readings that count, and those kept but invalid. */
  readings: number;
  invalidReadings: number;
  /** Over all readings: excellent 4, good 3, fair 2, poor 1, invalid 0. */
  qualitySum: number;
  communicationErrors: number;
}

/** The exact figures of one battery over [periodStart, periodEnd), epoch ms. */
export interface RollUp {
  readonly batteryId: number;
  readonly periodStart: number;
  readonly periodEnd: number;
  readonly sums: RollUpSums;
}

export const hourMilliseconds = 3_600_000;

/** Start of the UTC hour that holds the time; both epoch ms. */
export const hourStart = (timestamp: number): number =>
  Math.floor(timestamp / hourMilliseconds) * hourMilliseconds;

const nothing: Readonly<RollUpSums> = {
  packVoltageCount: 0,
  packVoltageSum: 0,
  packVoltageTwice: 0,
  packVoltageCoveredMs: 0,
  packVoltageMin: null,
  packVoltageMax: null,
  cellVoltageCount: 0,
  cellVoltageSum: 0,
  cellVoltageTwice: 0,
  cellVoltageCoveredMs: 0,
  cellVoltageMin: null,
  cellVoltageMax: null,
  packCurrentCount: 0,
  packCurrentSum: 0,
  packCurrentTwice: 0,
  packCurrentCoveredMs: 0,
  packCurrentMin: null,
  packCurrentMax: null,
  tempCount: 0,
  tempSum: 0,
  tempTwice: 0,
  tempCoveredMs: 0,
  tempMin: null,
  tempMax: null,
  socCount: 0,
  socSum: 0,
  socTwice: 0,
  socCoveredMs: 0,
  socMin: null,
  socMax: null,
  sohCount: 0,
  sohSum: 0,
  sohTwice: 0,
  sohCoveredMs: 0,
  sohMin: null,
  sohMax: null,
  socFirst: null,
  socFirstAt: null,
  socFirstCurrent: null,
  socLast: null,
  socLastAt: null,
  socLastCurrent: null,
  sohFirst: null,
  sohFirstAt: null,
  sohLast: null,
  sohLastAt: null,
  energyChargedTwice: 0,
  energyDischargedTwice: 0,
  energyCoveredMs: 0,
  chargeTwice: 0,
  dischargeTwice: 0,
  coveredMs: 0,
  timeIdleMs: 0,
  timeChargingMs: 0,
  timeDischargingMs: 0,
  timeBalancingMs: 0,
  timeFaultMs: 0,
  balancingActiveMs: 0,
  readings: 0,
  invalidReadings: 0,
  qualitySum: 0,
  communicationErrors: 0,
};

export const emptyRollUpSums = (): RollUpSums => ({ ...nothing });

/** Names of the sums, in the order of the columns; those of `nullableRollUpSums` may be NULL. */
export const rollUpSumNames = Object.keys(nothing) as readonly (keyof RollUpSums)[];

export const nullableRollUpSums: ReadonlySet<keyof RollUpSums> = new Set(
  rollUpSumNames.filter((name) => nothing[name] === null),
);

/** The hour that starts at `periodStart` (epoch ms, a whole UTC hour) with nothing in it. */
export function emptyRollUp(batteryId: number, periodStart: number): RollUp {
  return { batteryId, periodStart, periodEnd: periodStart + hourMilliseconds, sums: emptyRollUpSums() };
}
