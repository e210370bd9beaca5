import { defaultMaxGap, hourMilliseconds, hourStart, rollUpHour, type RollUp } from '@trackingbms/telemetry';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { fromDateTime, toDateTime, type SqlRow } from '../readings/reading-row.js';
import { ReadingStore } from '../readings/reading-store.js';
import { RollUpStore } from './roll-up-store.js';

/** What a rebuild found, in [from, to), epoch milliseconds. */
export interface RebuildComparison {
  readonly compared: number;
  /** Keys of rows that differ, are missing, or should not be there. */
  readonly different: readonly string[];
}

const day = 24 * hourMilliseconds;

/**
 * Recomputes every hour that starts in [from, to) from `bms_data` and compares it with its row, to the last digit of
 * every sum. Reads a day of a battery at a time, so it can run over any range beside the intake.
 */
export async function compareHours(
  tx: TenantTransaction,
  from: number,
  to: number,
): Promise<RebuildComparison> {
  const different: string[] = [];
  let compared = 0;
  for (const batteryId of await batteriesWithReadings(tx, from, to)) {
    for (let start = hourStart(from); start < to; start += day) {
      const end = Math.min(start + day, to);
      const live = new Map(
        (await new RollUpStore(tx).between(batteryId, start, end)).map((hour) => [hour.periodStart, hour]),
      );
      const rebuilt = await rebuildHours(tx, batteryId, start, end);
      compared += rebuilt.size;
      different.push(...differences(batteryId, live, rebuilt));
    }
  }
  return { compared, different };
}

/** The hours of a battery that start in [from, to), from its stored readings alone; hours that hold nothing are left out. */
export async function rebuildHours(
  tx: TenantTransaction,
  batteryId: number,
  from: number,
  to: number,
): Promise<Map<number, RollUp>> {
  const readings = await new ReadingStore(tx).forRollUp(batteryId, from - defaultMaxGap, to + defaultMaxGap);
  const hours = new Map<number, RollUp>();
  for (let periodStart = hourStart(from); periodStart < to; periodStart += hourMilliseconds) {
    const nearby = readings.filter(
      ({ timestamp }) =>
        timestamp >= periodStart - defaultMaxGap &&
        timestamp <= periodStart + hourMilliseconds + defaultMaxGap,
    );
    const hour = rollUpHour({ batteryId, periodStart, readings: nearby });
    const { readings: valid, invalidReadings, coveredMs } = hour.sums;
    if (valid + invalidReadings + coveredMs > 0) hours.set(periodStart, hour);
  }
  return hours;
}

async function batteriesWithReadings(tx: TenantTransaction, from: number, to: number): Promise<number[]> {
  const rows: SqlRow[] = await tx.manager.query(
    `SELECT battery_id FROM bms_data WHERE timestamp >= ? AND timestamp < ?
     UNION SELECT battery_id FROM bms_data_history WHERE period_type = 'hourly' AND period_start >= ? AND period_start < ?`,
    [toDateTime(from), toDateTime(to), toDateTime(from), toDateTime(to)],
  );
  return rows.map((row) => Number(row.battery_id));
}

function differences(
  batteryId: number,
  live: ReadonlyMap<number, RollUp>,
  rebuilt: ReadonlyMap<number, RollUp>,
): string[] {
  const text = (hour: RollUp | undefined) => (hour === undefined ? 'missing' : JSON.stringify(hour.sums));
  const starts = new Set([...live.keys(), ...rebuilt.keys()]);
  return [...starts]
    .filter((start) => text(live.get(start)) !== text(rebuilt.get(start)))
    .map((start) => `${batteryId}/${toDateTime(start)}`);
}

/** Epoch milliseconds of the earliest and the latest reading, or null without any. */
export async function readingSpan(tx: TenantTransaction): Promise<{ from: number; to: number } | null> {
  const [row]: SqlRow[] = await tx.manager.query(
    'SELECT MIN(timestamp) AS first, MAX(timestamp) AS last FROM bms_data',
  );
  if (row === undefined || row.first === null) return null;
  return {
    from: hourStart(fromDateTime(row.first)),
    to: hourStart(fromDateTime(row.last)) + hourMilliseconds,
  };
}
