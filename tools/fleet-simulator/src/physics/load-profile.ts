import { between, type Random } from './random.js';

const minute = 60;

/** What the site asks of a pack: sun by day, appliances at any time, in A, positive while charging. */
export class LoadProfile {
  private readonly period: number;
  private readonly phase: number;
  private appliance = 0;
  private applianceEndsAt = 0;

  constructor(
    private readonly capacityAh: number,
    private readonly random: Random,
  ) {
    this.period = between(random, 40, 90) * minute;
    this.phase = random();
  }

  /** A wanted at `seconds` after the start. */
  at(seconds: number): number {
    if (seconds >= this.applianceEndsAt) this.nextAppliance(seconds);
    const wave = Math.sin(2 * Math.PI * (seconds / this.period + this.phase));
    const sun = Math.max(wave, 0) * 0.45 * this.capacityAh;
    const night = Math.min(wave, 0) * 0.2 * this.capacityAh;
    return sun + night - this.appliance;
  }

  private nextAppliance(seconds: number): void {
    const on = this.random() < 0.4;
    this.appliance = on ? between(this.random, 0.05, 0.3) * this.capacityAh : 0;
    this.applianceEndsAt = seconds + between(this.random, 1, 8) * minute;
  }
}
