import {
  emptyRollUpSums,
  rollUpSumNames,
  toHistoryFigures,
  type HistoryFigures,
  type RollUp,
  type RollUpSums,
} from '@trackingbms/telemetry';
import { fromDateTime, toDateTime, type SqlRow, type SqlValue } from '../readings/reading-row.js';

/** An hour and what its figures depend on beside its readings. */
export interface HourlyRollUp {
  readonly rollUp: RollUp;
  /** Of the battery's type, Ah; null leaves the figures that need it NULL. */
  readonly ratedCapacityAh: number | null;
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const exact = (name: keyof RollUpSums): string => `exact_${snake(name)}`;

const figureNames = Object.keys(
  toHistoryFigures({ periodStart: 0, periodEnd: 1, sums: emptyRollUpSums() }, null),
) as readonly (keyof HistoryFigures)[];

export const figureColumns: readonly (readonly [keyof HistoryFigures, string])[] = figureNames.map(
  (name) => [name, snake(name)] as const,
);
const sumColumns = rollUpSumNames.map((name) => [name, exact(name)] as const);

const keyColumns = ['battery_id', 'period_type', 'period_start', 'period_end'];
export const valueColumns: readonly string[] = [...figureColumns, ...sumColumns].map(([, column]) => column);
/** In the order in which `rollUpToRow` gives their values. */
export const rollUpColumns: readonly string[] = [...keyColumns, ...valueColumns];

export function rollUpToRow({ rollUp, ratedCapacityAh }: HourlyRollUp): SqlValue[] {
  const figures = toHistoryFigures(rollUp, ratedCapacityAh);
  const row: SqlValue[] = [
    rollUp.batteryId,
    'hourly',
    toDateTime(rollUp.periodStart),
    toDateTime(rollUp.periodEnd),
  ];
  for (const name of figureNames) row.push(figures[name]);
  for (const name of rollUpSumNames) row.push(rollUp.sums[name]);
  return row;
}

/** The exact sums of a row of `bms_data_history`; its figures follow from them. */
export function rowToRollUp(row: SqlRow): RollUp {
  const sums = emptyRollUpSums() as unknown as Record<string, number | null>;
  for (const [name, column] of sumColumns) sums[name] = row[column] === null ? null : Number(row[column]);
  return {
    batteryId: Number(row.battery_id),
    periodStart: fromDateTime(row.period_start),
    periodEnd: fromDateTime(row.period_end),
    sums: sums as unknown as RollUpSums,
  };
}
