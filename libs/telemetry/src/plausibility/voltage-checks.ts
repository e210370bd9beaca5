import { exceeds, type Check, type Evidence } from './check.js';
import { sumOfCells } from './sum-of-cells.js';

/** The list of cells is not as long as the type says. */
export const cellCountDiffers: Check = ({ reading, circumstances }) => {
  const expected = circumstances.cellCount ?? null;
  return reading.cellVoltages === null || expected === null ? null : reading.cellVoltages.length !== expected;
};

/**
 * The pack differs from its cells by more than 0.5 % at rest (below C/20), 1.5 % under load or where the load is not
 * known; but 5 mV a cell, and 50 mV, are always allowed.
 */
export const packDiffersFromCells: Check = (evidence) => {
  const { packVoltage } = evidence.reading;
  const cells = cellsInSeries(evidence);
  if (packVoltage === null || cells === null) return null;
  const share = (isAtRest(evidence) ? 0.005 : 0.015) * packVoltage;
  const allowed = Math.max(share, 0.005 * cells.count, 0.05);
  return exceeds(packVoltage - cells.volts, allowed);
};

function cellsInSeries({ reading, circumstances }: Evidence): { volts: number; count: number } | null {
  const count = circumstances.cellCount ?? null;
  if (count === null) return null;
  const mean = reading.cellVoltages === null ? reading.cellVoltageAvg : null;
  const volts = mean === null ? sumOfCells(reading.cellVoltages, count) : mean * count;
  return volts === null ? null : { volts, count };
}

function isAtRest({ reading, circumstances }: Evidence): boolean {
  const { ratedCapacityAh } = circumstances;
  return reading.packCurrent !== null && Math.abs(reading.packCurrent) < (ratedCapacityAh ?? 0) / 20;
}

/** V: two steps of a millivolt and what rounding may add. */
const statisticsTolerance = 0.0025;

/** The device's own lowest, highest or mean cell is not that of its complete list. */
export const cellStatisticsDiffer: Check = ({ believed, reading }) => {
  if (reading.cellVoltages === null || reading.cellVoltages.includes(null)) return null;
  const differs = (own: number | null | undefined, derived: number | null) =>
    own !== null && own !== undefined && derived !== null && exceeds(own - derived, statisticsTolerance);
  return (
    differs(believed.cellVoltageMin, reading.cellVoltageMin) ||
    differs(believed.cellVoltageMax, reading.cellVoltageMax) ||
    differs(believed.cellVoltageAvg, reading.cellVoltageAvg)
  );
};
