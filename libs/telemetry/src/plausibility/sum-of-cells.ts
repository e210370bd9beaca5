import type { Reading } from '../reading.js';

/** V over all cells in series; null unless the list is known to hold each of them with its value. */
export function sumOfCells(cells: Reading['cellVoltages'], cellCount: number | null): number | null {
  if (cells === null || cells.length !== cellCount) return null;
  let sum = 0;
  for (const cell of cells) {
    if (cell === null) return null;
    sum += cell;
  }
  return sum;
}
