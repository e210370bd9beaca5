import { elementStatistics, roundedElements } from './element-statistics.js';
import type { MeasuredReading } from './measured-reading.js';
import { defaultDeadBandAmperes, operationModeOf } from './operation-mode.js';
import type { Reading } from './reading.js';
import { elementRules, fieldRules, type NumericField } from './reading-fields.js';
import { roundTo } from './rounding.js';

export interface CompletionOptions {
  /** A; see `operationModeOf`. */
  readonly deadBandAmperes?: number;
}

/**
 * The full reading of what was measured: derives what follows from it and rounds each number to its column's decimals.
 * Judges nothing: `assessReading` does, and completes with this.
 */
export function completeReading(measured: MeasuredReading, options: CompletionOptions = {}): Reading {
  const currents = currentsOf(measured);
  return {
    timestamp: measured.timestamp,
    bmsTimestamp: measured.bmsTimestamp ?? null,
    packVoltage: rounded(measured, 'packVoltage'),
    ...cellVoltagesOf(measured),
    ...currents,
    ...powersOf(measured, currents.packCurrent),
    ...temperaturesOf(measured),
    ...countersOf(measured),
    ...statesOf(measured, currents.packCurrent, options.deadBandAmperes ?? defaultDeadBandAmperes),
    dataQuality: measured.dataQuality ?? 'good',
    signalStrength: rounded(measured, 'signalStrength'),
    communicationErrors: measured.communicationErrors ?? 0,
    ...evidenceOf(measured),
  };
}

/** What was taken out, and what all of it was made of. */
const evidenceOf = ({ setAside, rawFrames }: MeasuredReading) => ({
  setAside: setAside?.length ? setAside : null,
  rawFrames: rawFrames ?? null,
});

function rounded(measured: MeasuredReading, field: NumericField): number | null {
  const value = measured[field];
  return value === null || value === undefined ? null : roundTo(value, fieldRules[field].decimals);
}

function cellVoltagesOf(measured: MeasuredReading) {
  const { decimals } = elementRules.cellVoltages;
  const cellVoltages = roundedElements(measured.cellVoltages, decimals);
  const own = {
    min: rounded(measured, 'cellVoltageMin'),
    max: rounded(measured, 'cellVoltageMax'),
    avg: rounded(measured, 'cellVoltageAvg'),
  };
  const { min, max, avg } = elementStatistics(cellVoltages, own, decimals);
  return {
    cellVoltages,
    cellVoltageMin: min,
    cellVoltageMax: max,
    cellVoltageAvg: avg,
    cellVoltageDiff:
      min === null || max === null ? rounded(measured, 'cellVoltageDiff') : roundTo(max - min, decimals),
  };
}

function temperaturesOf(measured: MeasuredReading) {
  const { decimals } = elementRules.temperatures;
  const temperatures = roundedElements(measured.temperatures, decimals);
  const own = {
    min: rounded(measured, 'tempMin'),
    max: rounded(measured, 'tempMax'),
    avg: rounded(measured, 'tempAvg'),
  };
  const { min, max, avg } = elementStatistics(temperatures, own, decimals);
  return {
    temperatures,
    tempMin: min,
    tempMax: max,
    tempAvg: avg,
    ambientTemp: rounded(measured, 'ambientTemp'),
  };
}

/** The signed value, or what the two one-way values say when it is missing; null when nothing is known. */
function signed(own: number | null, inwards: number | null, outwards: number | null): number | null {
  if (own !== null) return own;
  return inwards === null && outwards === null ? null : (inwards ?? 0) - (outwards ?? 0);
}

/** What goes one way of a signed value; -0 does not come out. */
const oneWay = (value: number | null): number | null => (value === null ? null : Math.max(value, 0));
const negated = (value: number | null): number | null => (value === null ? null : 0 - value);

function currentsOf(measured: MeasuredReading) {
  const charge = rounded(measured, 'chargeCurrent');
  const discharge = rounded(measured, 'dischargeCurrent');
  const net = signed(rounded(measured, 'packCurrent'), charge, discharge);
  const packCurrent = net === null ? null : roundTo(net, fieldRules.packCurrent.decimals);
  return {
    packCurrent,
    chargeCurrent: charge ?? oneWay(packCurrent),
    dischargeCurrent: discharge ?? oneWay(negated(packCurrent)),
  };
}

function powersOf(measured: MeasuredReading, packCurrent: number | null) {
  const { decimals } = fieldRules.packPower;
  const charge = rounded(measured, 'chargePower');
  const discharge = rounded(measured, 'dischargePower');
  const voltage = rounded(measured, 'packVoltage');
  const product = voltage === null || packCurrent === null ? null : voltage * packCurrent;
  const net = signed(rounded(measured, 'packPower') ?? product, charge, discharge);
  const packPower = net === null ? null : roundTo(net, decimals);
  return {
    packPower,
    chargePower: charge ?? oneWay(packPower),
    dischargePower: discharge ?? oneWay(negated(packPower)),
  };
}

function countersOf(measured: MeasuredReading) {
  return {
    socPercent: rounded(measured, 'socPercent'),
    sohPercent: rounded(measured, 'sohPercent'),
    remainingCapacityAh: rounded(measured, 'remainingCapacityAh'),
    fullCapacityAh: rounded(measured, 'fullCapacityAh'),
    chargeCycles: rounded(measured, 'chargeCycles'),
    totalChargeAh: rounded(measured, 'totalChargeAh'),
    totalDischargeAh: rounded(measured, 'totalDischargeAh'),
    totalEnergyChargedWh: rounded(measured, 'totalEnergyChargedWh'),
    totalEnergyDischargedWh: rounded(measured, 'totalEnergyDischargedWh'),
  };
}

function statesOf(measured: MeasuredReading, packCurrent: number | null, deadBandAmperes: number) {
  const { faultCodes, balancingActive } = measured;
  return {
    operationMode:
      measured.operationMode ??
      operationModeOf({ faultCodes, packCurrent, balancingActive }, deadBandAmperes),
    balancingActive: balancingActive ?? null,
    chargingEnabled: measured.chargingEnabled ?? null,
    dischargingEnabled: measured.dischargingEnabled ?? null,
    faultCodes: faultCodes ?? null,
    warningCodes: measured.warningCodes ?? null,
    protectionStatus: measured.protectionStatus ?? null,
  };
}
