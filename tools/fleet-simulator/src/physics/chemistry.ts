export type ChemistryName = 'lifepo4' | 'li-ion' | 'ncm';

export interface Chemistry {
  /** Open-circuit voltage (V) at 0, 10, ... 100 % state of charge, at 25 °C. */
  readonly openCircuit: readonly number[];
  /** V: where a BMS ends charging and discharging. */
  readonly full: number;
  readonly empty: number;
  /** Ω of a cell of 1 Ah: divided by the capacity for a larger one. */
  readonly ohmicPerAh: number;
  /** Ω of the RC pair of a cell of 1 Ah, and its time constant in s. */
  readonly polarisationPerAh: number;
  readonly timeConstant: number;
  /** J/K of a cell of 1 Ah. */
  readonly heatCapacityPerAh: number;
}

/** Rounded from published cell characteristics of each family: shapes to exercise software with, not data sheets. */
export const chemistries: Readonly<Record<ChemistryName, Chemistry>> = {
  lifepo4: {
    openCircuit: [2.6, 3.18, 3.22, 3.25, 3.27, 3.285, 3.3, 3.31, 3.325, 3.335, 3.45],
    full: 3.6,
    empty: 2.6,
    ohmicPerAh: 0.08,
    polarisationPerAh: 0.05,
    timeConstant: 60,
    heatCapacityPerAh: 40,
  },
  'li-ion': {
    openCircuit: [3.0, 3.42, 3.52, 3.58, 3.63, 3.68, 3.76, 3.86, 3.95, 4.05, 4.17],
    full: 4.15,
    empty: 3.05,
    ohmicPerAh: 0.07,
    polarisationPerAh: 0.045,
    timeConstant: 40,
    heatCapacityPerAh: 36,
  },
  ncm: {
    openCircuit: [3.0, 3.4, 3.5, 3.57, 3.62, 3.67, 3.75, 3.86, 3.96, 4.06, 4.18],
    full: 4.15,
    empty: 3.05,
    ohmicPerAh: 0.06,
    polarisationPerAh: 0.04,
    timeConstant: 35,
    heatCapacityPerAh: 36,
  },
};

/** V at a state of charge (0 to 1): a straight line between the table's points, flat outside. */
export function openCircuitVoltage(chemistry: Chemistry, stateOfCharge: number): number {
  const table = chemistry.openCircuit;
  const position = Math.min(Math.max(stateOfCharge, 0), 1) * (table.length - 1);
  const index = Math.min(Math.floor(position), table.length - 2);
  const low = table[index] ?? 0;
  const high = table[index + 1] ?? low;
  return low + (high - low) * (position - index);
}
