import type { Reading } from '../reading.js';

/** Since when a value has been the same to the last digit, and how far its witness has moved from then. */
export interface UnchangedValue {
  readonly value: number | null;
  /** Epoch ms. */
  readonly since: number;
  readonly witness: number | null;
  readonly moved: number;
}

/** One battery's watched values, carried from reading to reading. */
export interface UnchangedValues {
  readonly packVoltage: UnchangedValue;
  readonly cells: readonly UnchangedValue[];
  readonly temperatures: readonly UnchangedValue[];
}

/** A cell or pack voltage: the same for 30 minutes while the mean cell moved by more than 10 mV. */
const stuckVoltage = { milliseconds: 30 * 60_000, moved: 0.01 };
/** A sensor: the same for 24 hours while the mean of all moved by more than 3 K. */
const stuckTemperature = { milliseconds: 24 * 3_600_000, moved: 3 };

/** What is to be passed with the battery's next reading. Readings come in the order of their times. */
export function trackUnchanged(before: UnchangedValues | null, reading: Reading): UnchangedValues {
  const { timestamp, cellVoltageAvg, tempAvg } = reading;
  const all =
    (values: readonly (number | null)[] | null, seen?: readonly UnchangedValue[]) =>
    (witness: number | null) =>
      (values ?? []).map((value, index) => follow(seen?.[index], { value, witness, timestamp }));
  return {
    packVoltage: follow(before?.packVoltage, {
      value: reading.packVoltage,
      witness: cellVoltageAvg,
      timestamp,
    }),
    cells: all(reading.cellVoltages, before?.cells)(cellVoltageAvg),
    temperatures: all(reading.temperatures, before?.temperatures)(tempAvg),
  };
}

interface Seen {
  readonly value: number | null;
  readonly witness: number | null;
  readonly timestamp: number;
}

function follow(before: UnchangedValue | undefined, { value, witness, timestamp }: Seen): UnchangedValue {
  if (before?.value !== value) return { value, since: timestamp, witness, moved: 0 };
  if (witness === null || before.witness === null) return before;
  const moved = Math.abs(witness - before.witness);
  return moved > before.moved ? { ...before, moved } : before;
}

/** Whether a value of the reading has stood still for longer than it can. */
export function hasStuckValue(unchanged: UnchangedValues, reading: Reading): boolean {
  const at = reading.timestamp;
  const stuck = (watch: UnchangedValue | undefined, value: number | null, rule: typeof stuckVoltage) =>
    watch !== undefined &&
    value !== null &&
    value === watch.value &&
    at - watch.since >= rule.milliseconds &&
    watch.moved > rule.moved;
  return (
    stuck(unchanged.packVoltage, reading.packVoltage, stuckVoltage) ||
    (reading.cellVoltages ?? []).some((cell, index) => stuck(unchanged.cells[index], cell, stuckVoltage)) ||
    (reading.temperatures ?? []).some((one, index) =>
      stuck(unchanged.temperatures[index], one, stuckTemperature),
    )
  );
}
