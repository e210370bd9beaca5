import { Cell } from './cell.js';
import { chemistries, type ChemistryName } from './chemistry.js';
import { between, normal, type Random } from './random.js';

export interface PackDescription {
  readonly chemistry: ChemistryName;
  readonly cellCount: number;
  readonly capacityAh: number;
  readonly temperatureSensors: number;
}

/** Cells in series: one current through all, each with its own capacity, resistance and temperature. */
export class Pack {
  readonly cells: readonly Cell[];
  /** A, positive while charging. */
  current = 0;

  constructor(
    readonly description: PackDescription,
    random: Random,
    readonly ambient = between(random, 18, 27),
  ) {
    const chemistry = chemistries[description.chemistry];
    const start = between(random, 0.35, 0.85);
    this.cells = Array.from({ length: description.cellCount }, () => {
      const capacityAh = description.capacityAh * normal(random, 1, 0.01);
      const parameters = {
        capacityAh,
        ohmic: (chemistry.ohmicPerAh / description.capacityAh) * normal(random, 1, 0.06),
        polarisation: (chemistry.polarisationPerAh / description.capacityAh) * normal(random, 1, 0.05),
        selfDischarge: between(random, 0.0005, 0.0015),
      };
      return new Cell(
        chemistry,
        parameters,
        start + normal(random, 0, 0.004),
        this.ambient + normal(random, 0, 0.5),
      );
    });
  }

  /** V: the sum of the cells. */
  get voltage(): number {
    return this.cells.reduce((sum, cell) => sum + cell.voltage, 0);
  }

  /** 0 to 1: what the weakest cell still allows, of the pack's nominal capacity. */
  get stateOfCharge(): number {
    return Math.min(...this.cells.map((cell) => cell.stateOfCharge));
  }

  step(current: number, seconds: number): void {
    this.current = current;
    for (const cell of this.cells) cell.step(current, seconds, this.ambient);
  }
}
