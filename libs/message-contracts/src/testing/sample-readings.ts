import type { ReadingV1 } from '../readings/reading.v1.js';
import type { ReadingsRecordedV1 } from '../readings/readings-recorded.v1.js';

/** A plausible full reading of a 16 cell pack, charging. */
export function sampleReading(timestamp: string, changes: Partial<ReadingV1> = {}): ReadingV1 {
  return {
    timestamp,
    packVoltage: 53.12,
    cellVoltages: Array.from({ length: 16 }, (_, cell) => 3.318 + cell / 1000),
    cellVoltageMin: 3.318,
    cellVoltageMax: 3.333,
    cellVoltageAvg: 3.3255,
    cellVoltageDiff: 0.015,
    packCurrent: 12.4,
    packPower: 658.7,
    temperatures: [23.1, 23.4, 22.9, 24],
    tempMin: 22.9,
    tempMax: 24,
    tempAvg: 23.35,
    socPercent: 64.2,
    sohPercent: 98.1,
    remainingCapacityAh: 128.4,
    fullCapacityAh: 200,
    chargeCycles: 112,
    operationMode: 'charging',
    balancingActive: false,
    chargingEnabled: true,
    dischargingEnabled: true,
    faultCodes: [],
    warningCodes: [],
    dataQuality: 'excellent',
    communicationErrors: 0,
    ...changes,
  };
}

/** One reading a second from `start` (ms since 1970). */
export function sampleReadings(batteryId: number, start: number, count = 1): ReadingsRecordedV1 {
  const readings = Array.from({ length: count }, (_, index) =>
    sampleReading(new Date(start + index * 1000).toISOString()),
  );
  return { batteryId, readings };
}
