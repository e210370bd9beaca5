import { cellVoltageRange, type Chemistry } from './chemistry.js';

type Optional = number | null | undefined;

/** What of a battery type bounds its batteries. */
export interface TypeLimits {
  readonly chemistry: Chemistry;
  /** Cells in series. */
  readonly cellCount: number;
  /** °C. */
  readonly operatingTempMin?: Optional;
  /** °C. */
  readonly operatingTempMax?: Optional;
  /** A. */
  readonly maxChargeCurrent?: Optional;
  /** A, as a magnitude. */
  readonly maxDischargeCurrent?: Optional;
}

/** A battery's own limits; null leaves the type's in force. V, °C, A. */
export interface CustomLimits {
  readonly customVoltageMin?: Optional;
  readonly customVoltageMax?: Optional;
  readonly customTempMin?: Optional;
  readonly customTempMax?: Optional;
  readonly customCurrentChargeMax?: Optional;
  readonly customCurrentDischargeMax?: Optional;
}

export interface EffectiveLimit {
  readonly value: number;
  readonly origin: 'type' | 'battery';
}

/** Pack voltage in V, temperature in °C, currents in A as magnitudes; null = no limit is known. */
export interface BatteryLimits {
  readonly voltageMin: EffectiveLimit | null;
  readonly voltageMax: EffectiveLimit | null;
  readonly tempMin: EffectiveLimit | null;
  readonly tempMax: EffectiveLimit | null;
  readonly currentChargeMax: EffectiveLimit | null;
  readonly currentDischargeMax: EffectiveLimit | null;
}

/** The limits in force for a battery: its own where it has one, else its type's, each with where it comes from. */
export function effectiveLimits(type: TypeLimits, battery: CustomLimits): BatteryLimits {
  const cell = cellVoltageRange(type.chemistry);
  return {
    voltageMin: limit(battery.customVoltageMin, cell && packVoltage(cell.min, type.cellCount)),
    voltageMax: limit(battery.customVoltageMax, cell && packVoltage(cell.max, type.cellCount)),
    tempMin: limit(battery.customTempMin, type.operatingTempMin),
    tempMax: limit(battery.customTempMax, type.operatingTempMax),
    currentChargeMax: limit(battery.customCurrentChargeMax, type.maxChargeCurrent),
    currentDischargeMax: limit(battery.customCurrentDischargeMax, type.maxDischargeCurrent),
  };
}

function limit(own: Optional, ofType: Optional): EffectiveLimit | null {
  if (own !== null && own !== undefined) return { value: own, origin: 'battery' };
  return ofType === null || ofType === undefined ? null : { value: ofType, origin: 'type' };
}

/** Rounded to mV, so that 13 cells of 3.65 V are 47.45 V and not 47.449999. */
const packVoltage = (cell: number, cellCount: number): number => Math.round(cell * cellCount * 1000) / 1000;

/** Whether a lower bound is not below its upper bound: nothing could be inside. */
export function limitsCross({ voltageMin, voltageMax, tempMin, tempMax }: BatteryLimits): boolean {
  return crossed(voltageMin, voltageMax) || crossed(tempMin, tempMax);
}

const crossed = (min: EffectiveLimit | null, max: EffectiveLimit | null): boolean =>
  min !== null && max !== null && min.value >= max.value;
