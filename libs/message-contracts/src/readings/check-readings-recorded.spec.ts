import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { sampleReading } from '../testing/sample-readings.js';
import { checkReadingsRecorded } from './check-readings-recorded.js';
import { ReadingsRecordedV1 } from './readings-recorded.v1.js';

const acceptedByClass = (data: object): boolean =>
  validateSync(plainToInstance(ReadingsRecordedV1, structuredClone(data)), { forbidUnknownValues: true })
    .length === 0;
const acceptedByHand = (data: object): boolean => checkReadingsRecorded(structuredClone(data)) === undefined;

const full = {
  ...sampleReading('2025-03-01T12:00:00.000Z'),
  bmsTimestamp: '2025-03-01T12:00:00Z',
  chargeCurrent: 1,
  dischargeCurrent: 0,
  chargePower: 1,
  dischargePower: 0,
  ambientTemp: 20,
  totalChargeAh: 1,
  totalDischargeAh: 1,
  totalEnergyChargedWh: 1,
  totalEnergyDischargedWh: 1,
  signalStrength: 50,
  protectionStatus: { CELL_OVER_VOLTAGE: true },
  setAside: [{ field: 'packVoltage', value: 'NaN', reason: 'NOT_A_NUMBER' }],
};
const odd: readonly unknown[] = [
  null,
  undefined,
  '',
  'x',
  0,
  -1,
  1.5,
  101,
  1e9,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  true,
  {},
  [],
  [null],
  [1],
  ['x'],
  [true],
  { a: true },
  { a: 1 },
  'charging',
  'good',
  '2025-03-01T12:00:00.000Z',
  '2025-02-30T12:00:00.000Z',
  '2025-03-01',
  '2025-03-01T12:00:00+01:00',
  [{ field: 'a', value: 1, reason: 'b' }],
  [{ field: 'a', reason: 'b' }],
  [{ field: 1, value: 1, reason: 'b' }],
  [{ field: 'a', value: null, reason: 'b' }],
];

describe('the rules by hand and the rules of the class', () => {
  it('both accept a full reading', () => {
    const data = { batteryId: 1, readings: [full] };
    expect([acceptedByClass(data), acceptedByHand(data)]).toEqual([true, true]);
  });

  it.each(Object.keys(full))('agree on every odd value of %s', (field) => {
    for (const value of odd) {
      const data = { batteryId: 1, readings: [{ ...full, [field]: value }] };
      expect([field, value, acceptedByHand(data)]).toEqual([field, value, acceptedByClass(data)]);
    }
  });

  it.each(['batteryId', 'readings'])('agree on every odd value of %s', (field) => {
    for (const value of odd) {
      const data = { batteryId: 1, readings: [full], [field]: value };
      expect([field, value, acceptedByHand(data)]).toEqual([field, value, acceptedByClass(data)]);
    }
  });

  it('agree on readings with several fields changed at once', () => {
    const changes = fc.dictionary(fc.constantFrom(...Object.keys(full)), fc.constantFrom(...odd), {
      maxKeys: 4,
    });
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 3 }), (list) => {
        const data = { batteryId: 1, readings: list.map((change) => ({ ...full, ...change })) };
        expect(acceptedByHand(data)).toBe(acceptedByClass(data));
      }),
    );
  });
});
