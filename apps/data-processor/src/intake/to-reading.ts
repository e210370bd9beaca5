import type { ReadingV1 } from '@trackingbms/message-contracts';
import {
  elementRules,
  fieldRules,
  numericFields,
  roundTo,
  type NumericField,
  type Reading,
  type SetAsideValue,
} from '@trackingbms/telemetry';

type Mutable = { -readonly [K in keyof Reading]: Reading[K] };

const mostErrors = 1_000_000_000;
const time = (text: string | undefined): number | null => (text === undefined ? null : Date.parse(text));

/**
 * The reading of a contract's data, each number as its column will give it back, so that what is rolled up now and
 * what is recomputed from the rows later are the same. A number that cannot be is set aside and the rest counts.
 */
export function toReading(wire: ReadingV1): Reading {
  const reading = {
    timestamp: Date.parse(wire.timestamp),
    bmsTimestamp: time(wire.bmsTimestamp),
    cellVoltages: elements(wire.cellVoltages, elementRules.cellVoltages.decimals),
    temperatures: elements(wire.temperatures, elementRules.temperatures.decimals),
    ...statesOf(wire),
    ...codesOf(wire),
    dataQuality: wire.dataQuality,
    communicationErrors: Math.min(wire.communicationErrors ?? 0, mostErrors),
  } as Mutable;
  for (const field of numericFields) takeNumber(reading, field, wire[field]);
  return reading;
}

function statesOf(wire: ReadingV1) {
  return {
    operationMode: wire.operationMode,
    balancingActive: wire.balancingActive ?? null,
    chargingEnabled: wire.chargingEnabled ?? null,
    dischargingEnabled: wire.dischargingEnabled ?? null,
  };
}

function codesOf(wire: ReadingV1) {
  return {
    faultCodes: wire.faultCodes ?? null,
    warningCodes: wire.warningCodes ?? null,
    protectionStatus: wire.protectionStatus ?? null,
    setAside: wire.setAside?.length ? wire.setAside : null,
    rawFrames: wire.rawFrames ?? null,
  };
}

function takeNumber(reading: Mutable, field: NumericField, value: number | undefined): void {
  if (value === undefined) {
    reading[field] = null;
    return;
  }
  const { decimals, min, max } = fieldRules[field];
  const rounded = roundTo(value, decimals);
  if (rounded >= min && rounded <= max) {
    reading[field] = rounded;
    return;
  }
  reading[field] = null;
  const aside: SetAsideValue = { field, value, reason: 'OUT_OF_PHYSICAL_RANGE' };
  reading.setAside = [...(reading.setAside ?? []), aside];
  if (reading.dataQuality !== 'invalid') reading.dataQuality = 'poor';
}

const elements = (values: readonly (number | null)[] | undefined, decimals: number) =>
  values?.map((value) => (value === null ? null : roundTo(value, decimals))) ?? null;
