import { fieldRules } from '../validation/field-rules.js';
import { dataQualities, operationModes } from './reading.v1.js';

/**
 * The rules of ReadingsRecordedV1 by hand: class-validator costs too much per reading on the hot path (figures in the
 * README). A property test holds both to the same answer.
 */
type Check = (value: unknown) => boolean;

const finite: Check = (value) => Number.isFinite(value);
const notNegative: Check = (value) => Number.isFinite(value) && (value as number) >= 0;
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const percent: Check = (value) =>
  Number.isFinite(value) && (value as number) >= 0 && (value as number) <= 100;
const flag: Check = (value) => typeof value === 'boolean';
const text: Check = (value) => typeof value === 'string';
const texts: Check = (value) => Array.isArray(value) && value.every(text);
const oneOf = (values: readonly string[]): Check => {
  const known: ReadonlySet<unknown> = new Set(values);
  return (value) => known.has(value);
};
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const setAside: Check = (value) =>
  Array.isArray(value) &&
  value.every(
    (item) =>
      isObject(item) && text(item.field) && text(item.reason) && fieldRules.isNumberOrText(item.value),
  );

const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['timestamp', fieldRules.isUtcTime],
  ['bmsTimestamp', fieldRules.isUtcTime],
  ['operationMode', oneOf(operationModes)],
  ['dataQuality', oneOf(dataQualities)],
  ...['packVoltage', 'cellVoltageMin', 'cellVoltageMax', 'cellVoltageAvg', 'cellVoltageDiff'].map(by(finite)),
  ...['packCurrent', 'packPower', 'tempMin', 'tempMax', 'tempAvg', 'ambientTemp'].map(by(finite)),
  ...['remainingCapacityAh', 'fullCapacityAh', 'totalChargeAh', 'totalDischargeAh'].map(by(finite)),
  ...['totalEnergyChargedWh', 'totalEnergyDischargedWh'].map(by(finite)),
  ...['chargeCurrent', 'dischargeCurrent', 'chargePower', 'dischargePower'].map(by(notNegative)),
  ...['socPercent', 'sohPercent', 'signalStrength'].map(by(percent)),
  ...['chargeCycles', 'communicationErrors'].map(by(count)),
  ...['balancingActive', 'chargingEnabled', 'dischargingEnabled'].map(by(flag)),
  ...['cellVoltages', 'temperatures'].map(by(fieldRules.isNumbersOrNulls)),
  ...['faultCodes', 'warningCodes', 'rawFrames'].map(by(texts)),
  ['protectionStatus', fieldRules.isFlags],
  ['setAside', setAside],
]);
const required = ['timestamp', 'operationMode', 'dataQuality'];

function by(check: Check): (name: string) => [string, Check] {
  return (name) => [name, check];
}

type OnNull = (owner: Record<string, unknown>, name: string) => void;

/**
 * Path of the first field that is wrong, or undefined. Null and undefined mean "not known", as an absent field does.
 * @param onNull called for each null of a reading, so that a reader can drop it.
 */
export function checkReadingsRecorded(data: object, onNull?: OnNull): string | undefined {
  const { batteryId, readings } = data as { batteryId?: unknown; readings?: unknown };
  if (!Number.isSafeInteger(batteryId) || (batteryId as number) < 1) return 'batteryId';
  if (!Array.isArray(readings) || readings.length < 1 || readings.length > 1000) return 'readings';
  for (let index = 0; index < readings.length; index += 1) {
    const wrong = checkReading(readings[index], onNull);
    if (wrong !== undefined) return `readings.${index}.${wrong}`;
  }
  return undefined;
}

function checkReading(reading: unknown, onNull?: OnNull): string | undefined {
  if (!isObject(reading)) return '$';
  for (const name in reading) {
    const value = reading[name];
    if (value === null) onNull?.(reading, name);
    else if (value !== undefined && checks.get(name)?.(value) === false) return name;
  }
  return required.find((name) => reading[name] === undefined || reading[name] === null);
}
