import type { FaultName } from '../faults/fault.js';
import { chemistries } from '../physics/chemistry.js';
import type { LoadProfile } from '../physics/load-profile.js';
import type { Pack } from '../physics/pack.js';
import { normal, type Random } from '../physics/random.js';
import { mayCharge, mayDischarge, protect, type Measured, type ProtectionName } from './protections.js';

/** What the BMS says of its pack: measured, rounded and estimated, so never quite the truth. */
export interface BmsView extends Measured {
  readonly packVoltage: number;
  /** %. */
  readonly stateOfCharge: number;
  readonly protections: ReadonlySet<ProtectionName>;
  readonly charging: boolean;
  readonly discharging: boolean;
  /** One entry a cell. */
  readonly balancing: readonly boolean[];
  readonly mosfetTemperature: number;
  readonly cycles: number;
}

const round = (value: number, decimals: number): number => Number(value.toFixed(decimals));
const secondsPerHour = 3600;

/** Measures a pack, counts its charge, protects it, and lets it carry the site's current or not. */
export class BatteryManagementSystem {
  private readonly faults = new Set<FaultName>();
  private protections = new Set<ProtectionName>();
  private countedCharge: number;
  private throughputAh = 0;
  private stuck: Measured | undefined;
  private seconds = 0;

  constructor(
    readonly pack: Pack,
    private readonly load: LoadProfile,
    private readonly random: Random,
  ) {
    this.countedCharge = pack.stateOfCharge;
    this.throughputAh = pack.description.capacityAh * 2 * Math.floor(random() * 400);
  }

  get activeFaults(): readonly FaultName[] {
    return [...this.faults];
  }

  /** Whether the far side of the link answers at all. */
  get answers(): boolean {
    return !this.faults.has('lost-link');
  }

  switchFault(name: FaultName, on: boolean): void {
    if (on) this.faults.add(name);
    else this.faults.delete(name);
    if (name === 'stuck-sensor') this.stuck = on ? this.measure() : undefined;
    if (name === 'weak-cell' && on) this.weaken();
    if (name === 'over-temperature') this.setHotSpot(on);
  }

  step(seconds: number): void {
    this.seconds += seconds;
    if (this.faults.has('over-temperature')) this.setHotSpot(true);
    this.pack.step(this.allowedCurrent(), seconds);
    if (this.faults.has('over-temperature')) this.setHotSpot(true);
    this.count(seconds);
    this.protections = protect(this.protections, this.measure(), this.limits);
  }

  view(): BmsView {
    const measured = this.stuck ?? this.measure();
    const low = Math.min(...measured.cellVoltages);
    return {
      ...measured,
      packVoltage: round(
        measured.cellVoltages.reduce((sum, voltage) => sum + voltage, 0),
        3,
      ),
      stateOfCharge: round(Math.min(Math.max(this.countedCharge, 0), 1) * 100, 1),
      protections: this.protections,
      charging: mayCharge(this.protections),
      discharging: mayDischarge(this.protections),
      balancing: measured.cellVoltages.map((voltage) => measured.current > 0 && voltage - low > 0.01),
      mosfetTemperature: round(Math.max(...measured.temperatures) + Math.abs(measured.current) * 0.05, 1),
      cycles: Math.floor(this.throughputAh / (2 * this.pack.description.capacityAh)),
    };
  }

  private get limits() {
    const { chemistry, capacityAh } = this.pack.description;
    return { chemistry: chemistries[chemistry], maxCurrent: capacityAh };
  }

  private allowedCurrent(): number {
    const wanted = this.load.at(this.seconds);
    const { full, empty } = this.limits.chemistry;
    const voltages = this.pack.cells.map((cell) => cell.voltage);
    if (wanted > 0) return mayCharge(this.protections) ? wanted * taper(full - Math.max(...voltages)) : 0;
    return mayDischarge(this.protections) ? wanted * taper(Math.min(...voltages) - empty) : 0;
  }

  private measure(): Measured {
    const { cells, current, description } = this.pack;
    const sensors = Array.from(
      { length: description.temperatureSensors },
      (_, index) => cells[index % cells.length],
    );
    return {
      cellVoltages: cells.map((cell) => round(cell.voltage + normal(this.random, 0, 0.0008), 3)),
      current: round(current + normal(this.random, 0, 0.02), 2),
      temperatures: sensors.map((cell) => round((cell?.temperature ?? 0) + normal(this.random, 0, 0.05), 1)),
    };
  }

  private count(seconds: number): void {
    const moved = (this.pack.current * seconds) / secondsPerHour;
    // A shunt with an offset counts charge that never flowed: 2 % of the capacity an hour while the fault is on.
    const drift = this.faults.has('drifted-soc') ? (0.02 * seconds) / secondsPerHour : 0;
    this.countedCharge += moved / this.pack.description.capacityAh + drift;
    this.throughputAh += Math.abs(moved);
  }

  private weaken(): void {
    const cell = this.pack.cells[0];
    if (!cell) return;
    const { capacityAh, ohmic, ...rest } = cell.parameters;
    cell.parameters = { ...rest, capacityAh: capacityAh * 0.6, ohmic: ohmic * 4 };
  }

  private setHotSpot(on: boolean): void {
    const cell = this.pack.cells[0];
    if (cell) cell.temperature = on ? 72 : this.pack.ambient + 5;
  }
}

/** Full current with 50 mV to go, none at the end: the constant-voltage phase in a word. */
const taper = (distance: number): number => Math.min(Math.max(distance / 0.05, 0), 1);
