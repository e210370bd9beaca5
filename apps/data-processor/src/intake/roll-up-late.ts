import {
  defaultMaxGap,
  hourMilliseconds,
  rollUpHour,
  touchedHours,
  type Reading,
  type RollUp,
} from '@trackingbms/telemetry';
import type { IntakeStores } from './intake-ports.js';

/** Recomputes from the rows, the new ones among them, every hour that late readings touch. */
export async function rollUpLate(
  { readings }: IntakeStores,
  batteryId: number,
  late: readonly Reading[],
): Promise<RollUp[]> {
  const starts = new Set(late.flatMap(({ timestamp }) => touchedHours(timestamp)));
  const hours: RollUp[] = [];
  for (const periodStart of starts) {
    const from = periodStart - defaultMaxGap;
    const to = periodStart + hourMilliseconds + defaultMaxGap;
    const rows = await readings.forRollUp(batteryId, from, to);
    hours.push(rollUpHour({ batteryId, periodStart, readings: rows }));
  }
  return hours.filter(holdsSomething);
}

/** The neighbour of a touched hour may hold nothing at all: it gets no row. */
export const holdsSomething = ({ sums }: RollUp): boolean =>
  sums.readings + sums.invalidReadings > 0 || sums.coveredMs > 0;
