import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ColumnMap, type SqlRow } from './column-map.js';

interface Sample {
  serialNumber: string | null;
  customTempMin: number | null;
  isActive: boolean;
  purchaseDate: string | null;
  bmsConfig: object | null;
  bmsIpAddress: string | null;
}

const map = new ColumnMap<Sample>({
  serialNumber: 'plain',
  customTempMin: 'plain',
  isActive: 'boolean',
  purchaseDate: 'date',
  bmsConfig: 'json',
  bmsIpAddress: 'ip',
});

/** As a driver answers: dates as Date, flags as numbers. */
function rowOf(sample: Sample): SqlRow {
  const values = map.toValues(sample);
  const row = Object.fromEntries(map.columns.map((column, index) => [column, values[index]]));
  const day = row.purchase_date;
  return { ...row, purchase_date: typeof day === 'string' ? new Date(`${day}T00:00:00.000Z`) : null };
}

const days = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const samples: fc.Arbitrary<Sample> = fc.record({
  serialNumber: fc.option(fc.string(), { nil: null }),
  customTempMin: fc.option(fc.integer(), { nil: null }),
  isActive: fc.boolean(),
  purchaseDate: fc.option(days, { nil: null }),
  bmsConfig: fc.option(fc.constant({ profile: 'p', unitId: 0 }), { nil: null }),
  bmsIpAddress: fc.option(fc.ipV4(), { nil: null }),
});

describe('a column map', () => {
  it('names columns in snake case', () => {
    expect(map.columns).toEqual([
      'serial_number',
      'custom_temp_min',
      'is_active',
      'purchase_date',
      'bms_config',
      'bms_ip_address',
    ]);
  });

  it('gives back what it was given', () => {
    fc.assert(fc.property(samples, (sample) => expect(map.fromRow(rowOf(sample))).toEqual(sample)));
  });

  it('reads JSON that the driver has parsed already', () => {
    const row = { ...rowOf({ ...empty, bmsConfig: null }), bms_config: { profile: 'p' } };
    expect(map.fromRow(row).bmsConfig).toEqual({ profile: 'p' });
  });
});

const empty: Sample = {
  serialNumber: null,
  customTempMin: null,
  isActive: false,
  purchaseDate: null,
  bmsConfig: null,
  bmsIpAddress: null,
};
