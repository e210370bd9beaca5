import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { freshTenantDatabase, type FreshTenantDatabase } from '../testing/fresh-tenant-database.js';
import { insertSampleFleet } from '../testing/sample-fleet.js';
import { sampleReading } from '../testing/sample-reading.js';
import { addPartitionsStatement, missingDayPartitions } from './day-partitions.js';
import { ReadingHistory } from './reading-history.js';
import { ReadingStore } from './reading-store.js';
import { ReadingAlreadyStored } from './readings.errors.js';

const start = Date.UTC(2026, 7, 31, 10);
const everything = { locations: null, batteryTypes: null };

describe('readings in a tenant database', () => {
  let tenant: FreshTenantDatabase;
  const run = <T>(work: (tx: TenantTransaction) => Promise<T>) =>
    tenant.connections.inTransaction(tenant.tenantId, work);

  beforeAll(async () => {
    tenant = await freshTenantDatabase();
    await insertSampleFleet(tenant.connections, tenant.tenantId);
  });
  afterAll(() => tenant.drop());

  it('gives back every field to the last digit', async () => {
    const full = sampleReading(start + 0.0 + 123);
    const bare = Object.fromEntries(Object.keys(full).map((field) => [field, null]));
    const empty = {
      ...full,
      ...bare,
      timestamp: start,
      operationMode: 'idle',
      dataQuality: 'poor',
      communicationErrors: 0,
    };
    const rows = [full, empty as typeof full].map((reading) => ({ batteryId: 1, reading }));
    await run((tx) => new ReadingStore(tx).insert(rows));
    const stored = await run((tx) =>
      new ReadingHistory(tx).page(
        { batteryId: 1, from: start, to: start + 1000, after: null, limit: 10, rawFrames: true },
        everything,
      ),
    );
    expect(stored).toEqual([empty, full]);
  });

  it('gives frames only to who asks for them', async () => {
    const reading = sampleReading(start + 20_000, { rawFrames: ['dd03', '77'] });
    await run((tx) => new ReadingStore(tx).insert([{ batteryId: 1, reading }]));
    const range = { batteryId: 1, from: start + 20_000, to: start + 20_001, after: null, limit: 10 };
    const page = (over: object) =>
      run((tx) => new ReadingHistory(tx).page({ ...range, ...over }, everything));
    expect(await page({})).toEqual([{ ...reading, rawFrames: null }]);
    expect(await page({ rawFrames: true })).toEqual([reading]);
    const store = await run((tx) => new ReadingStore(tx).between(1, range.from, range.to));
    expect(store).toEqual([{ ...reading, rawFrames: null }]);
  });

  it('refuses a second reading of one battery and millisecond, and the whole statement with it', async () => {
    const reading = sampleReading(start + 5000);
    await run((tx) => new ReadingStore(tx).insert([{ batteryId: 2, reading }]));
    const rows = [sampleReading(start + 6000), reading].map((each) => ({ batteryId: 2, reading: each }));
    await expect(run((tx) => new ReadingStore(tx).insert(rows))).rejects.toBeInstanceOf(ReadingAlreadyStored);
    const keys = [5000, 6000, 7000].map((after) => ({ batteryId: 2, timestamp: start + after }));
    const known = await run((tx) => new ReadingStore(tx).known(keys));
    expect([...known]).toEqual([`2/${start + 5000}`]);
  });

  it('knows the last reading that is not invalid, not further back than asked', async () => {
    const readings = [
      sampleReading(start, { dataQuality: 'good' }),
      sampleReading(start + 1000, { dataQuality: 'invalid' }),
    ];
    await run((tx) => new ReadingStore(tx).insert(readings.map((reading) => ({ batteryId: 3, reading }))));
    const last = (notBefore: number) =>
      run((tx) => new ReadingStore(tx).lastValid(3, start + 2000, notBefore));
    expect((await last(start))?.timestamp).toBe(start);
    expect(await last(start + 1)).toBeNull();
  });

  it('looks up keys by the primary key, and a range of time in its days only', async () => {
    await run(async ({ manager }) => {
      const statement = addPartitionsStatement(missingDayPartitions([], start, 2));
      await manager.query(statement as string);
    });
    const plan = async (sql: string, parameters: unknown[]) => {
      const [row] = await run(({ manager }) => manager.query(`EXPLAIN PARTITIONS ${sql}`, parameters));
      return row as { partitions: string; key: string };
    };
    const range = await plan(
      'SELECT * FROM bms_data WHERE battery_id = ? AND timestamp >= ? AND timestamp < ?',
      [1, '2026-08-31T00:00:00', '2026-09-01T00:00:00'],
    );
    expect(range).toMatchObject({ partitions: 'p20260831', key: 'PRIMARY' });
    const stored = await run((tx) => new ReadingStore(tx).forRollUp(1, start, start + 1000));
    expect(stored).toHaveLength(2);
  });

  it('shows nothing of a battery outside the scope', async () => {
    const history = (scope: { locations: number[] | null; batteryTypes: number[] | null }) =>
      run((tx) => new ReadingHistory(tx).hasBattery(1, scope));
    expect(await history({ locations: [1], batteryTypes: null })).toBe(true);
    expect(await history({ locations: [3], batteryTypes: null })).toBe(false);
    expect(await history({ locations: null, batteryTypes: [2] })).toBe(false);
    expect(await history({ locations: [], batteryTypes: null })).toBe(false);
  });
});
