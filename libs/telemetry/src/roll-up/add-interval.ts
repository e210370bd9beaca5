import { twiceIntegralUpTo, twicePositiveUpTo } from './line.js';
import { hourMilliseconds, hourStart, type RollUp, type RollUpReading, type RollUpSums } from './roll-up.js';
import { powerSteps, signals, stepsOf } from './signals.js';

/** ms: readings farther apart are not neighbours, nothing is known between them. */
export const defaultMaxGap = 300_000;

/** Answers the roll-up of the hour that starts then (epoch ms), made if need be. */
export type RollUpAt = (periodStart: number) => RollUp;

/**
 * Adds what lies between two neighbours: `next` is the nearest later reading that is not invalid. Nothing is added
 * unless 0 < distance <= maxGap; what spans the edge of an hour is cut there. `maxGap` is at most one hour (RangeError).
 */
export function addInterval(
  rollUpAt: RollUpAt,
  previous: RollUpReading,
  next: RollUpReading,
  maxGap = defaultMaxGap,
): void {
  applyInterval(rollUpAt, { previous, next, sign: 1 }, maxGap);
}

/** Takes back, to the digit, what `addInterval` added: a late reading has come between the two. */
export function removeInterval(
  rollUpAt: RollUpAt,
  previous: RollUpReading,
  next: RollUpReading,
  maxGap = defaultMaxGap,
): void {
  applyInterval(rollUpAt, { previous, next, sign: -1 }, maxGap);
}

interface Interval {
  readonly previous: RollUpReading;
  readonly next: RollUpReading;
  readonly sign: 1 | -1;
}

/** The stretch of an interval from `from` to `to` ms after its start; `whole` is the interval's length. */
interface Piece extends Interval {
  readonly from: number;
  readonly to: number;
  readonly whole: number;
}

function applyInterval(rollUpAt: RollUpAt, interval: Interval, maxGap: number): void {
  if (!(maxGap > 0 && maxGap <= hourMilliseconds))
    throw new RangeError('maxGap must be above 0 and at most 1 h');
  const { previous, next } = interval;
  const whole = next.timestamp - previous.timestamp;
  if (!(whole > 0 && whole <= maxGap)) return;
  if (previous.dataQuality === 'invalid' || next.dataQuality === 'invalid') return;
  const hour = hourStart(previous.timestamp);
  const edge = Math.min(hour + hourMilliseconds - previous.timestamp, whole);
  applyPiece(rollUpAt(hour).sums, { ...interval, from: 0, to: edge, whole });
  if (edge < whole)
    applyPiece(rollUpAt(hour + hourMilliseconds).sums, { ...interval, from: edge, to: whole, whole });
}

function applyPiece(sums: RollUpSums, piece: Piece): void {
  const { previous, next } = piece;
  const milliseconds = piece.sign * (piece.to - piece.from);
  for (const signal of signals) {
    const left = stepsOf(previous, signal.value);
    const right = stepsOf(next, signal.value);
    if (left === null || right === null) continue;
    sums[signal.twice] += over(piece, twiceIntegralUpTo, left, right);
    sums[signal.coveredMs] += milliseconds;
  }
  applyCharge(sums, piece);
  applyEnergy(sums, piece, milliseconds);
  applyTimes(sums, previous, milliseconds);
}

type Cumulative = (part: number, left: number, right: number, whole: number) => number;

function over({ from, to, whole, sign }: Piece, cumulative: Cumulative, left: number, right: number): number {
  const end = cumulative(to, left, right, whole);
  return sign * (from === 0 ? end : end - cumulative(from, left, right, whole));
}

function applyCharge(sums: RollUpSums, piece: Piece): void {
  const left = stepsOf(piece.previous, 'packCurrent');
  const right = stepsOf(piece.next, 'packCurrent');
  if (left === null || right === null) return;
  const inwards = over(piece, twicePositiveUpTo, left, right);
  sums.chargeTwice += inwards;
  sums.dischargeTwice += inwards - over(piece, twiceIntegralUpTo, left, right);
}

function applyEnergy(sums: RollUpSums, piece: Piece, milliseconds: number): void {
  const left = powerSteps(piece.previous);
  const right = powerSteps(piece.next);
  if (left === null || right === null) return;
  const inwards = over(piece, twicePositiveUpTo, left, right);
  sums.energyChargedTwice += inwards;
  sums.energyDischargedTwice += inwards - over(piece, twiceIntegralUpTo, left, right);
  sums.energyCoveredMs += milliseconds;
}

const timeOf = {
  idle: 'timeIdleMs',
  charging: 'timeChargingMs',
  discharging: 'timeDischargingMs',
  balancing: 'timeBalancingMs',
  fault: 'timeFaultMs',
} as const;

/** States hold from the left reading until the next. */
function applyTimes(sums: RollUpSums, previous: RollUpReading, milliseconds: number): void {
  sums.coveredMs += milliseconds;
  sums[timeOf[previous.operationMode]] += milliseconds;
  if (previous.balancingActive) sums.balancingActiveMs += milliseconds;
}
