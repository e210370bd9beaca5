import { openCircuitVoltage, type Chemistry } from './chemistry.js';

export interface CellParameters {
  readonly capacityAh: number;
  /** Ω at 25 °C. */
  readonly ohmic: number;
  /** Ω of the RC pair. */
  readonly polarisation: number;
  /** Share of charge lost by itself in a day. */
  readonly selfDischarge: number;
}

const secondsPerHour = 3600;
const secondsPerDay = 86_400;
/** Resistance grows as a cell gets colder: about 1 % per K near 25 °C. */
const resistancePerKelvin = -0.01;

/** First-order equivalent circuit: an open-circuit source, an ohmic resistance and one RC pair; current is positive while charging. */
export class Cell {
  /** V across the RC pair. */
  private polarisationVoltage = 0;
  private current = 0;
  /** °C. */
  temperature: number;

  constructor(
    readonly chemistry: Chemistry,
    public parameters: CellParameters,
    /** 0 to 1. */
    public stateOfCharge: number,
    ambient: number,
  ) {
    this.temperature = ambient;
  }

  /** V at the terminals under the present current. */
  get voltage(): number {
    const source = openCircuitVoltage(this.chemistry, this.stateOfCharge);
    return source + this.current * this.ohmic + this.polarisationVoltage;
  }

  private get ohmic(): number {
    const correction = 1 + resistancePerKelvin * (this.temperature - 25);
    return this.parameters.ohmic * Math.max(correction, 0.5);
  }

  /** Advances by `seconds` with a steady current (A); the exact solution of the RC pair, so any step is stable. */
  step(current: number, seconds: number, ambient: number): void {
    this.current = current;
    const { capacityAh, polarisation, selfDischarge } = this.parameters;
    const decay = Math.exp(-seconds / this.chemistry.timeConstant);
    this.polarisationVoltage = this.polarisationVoltage * decay + current * polarisation * (1 - decay);
    const moved = (current * seconds) / secondsPerHour / capacityAh;
    const leaked = (selfDischarge * seconds) / secondsPerDay;
    this.stateOfCharge = Math.min(Math.max(this.stateOfCharge + moved - leaked, 0), 1);
    this.warm(current, seconds, ambient);
  }

  private warm(current: number, seconds: number, ambient: number): void {
    const heat = current * current * (this.ohmic + this.parameters.polarisation);
    const heatCapacity = this.chemistry.heatCapacityPerAh * this.parameters.capacityAh;
    // A pack loses its heat to the room within about an hour whatever its size: the larger, the more surface.
    const towardsAmbient = Math.exp(-seconds / 3_000);
    const equilibrium = ambient + (heat * 3_000) / heatCapacity;
    this.temperature = equilibrium + (this.temperature - equilibrium) * towardsAmbient;
  }
}
