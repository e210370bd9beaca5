import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshTenantDatabase, type FreshTenantDatabase } from '../testing/fresh-tenant-database.js';
import { insertSampleFleet } from '../testing/sample-fleet.js';
import { sampleReading } from '../testing/sample-reading.js';
import { BatteryStateStore } from './battery-state-store.js';
import { BatteryStateView } from './battery-state-view.js';
import type { Communication } from './communication.js';
import { unheardBattery, type BatteryState } from './battery-state.js';

const start = Date.UTC(2026, 7, 31, 10);
const everything = { locations: null, batteryTypes: null };

describe('battery states in a tenant database', () => {
  let tenant: FreshTenantDatabase;
  const save = (...states: BatteryState[]) =>
    tenant.connections.inTransaction(tenant.tenantId, (tx) => new BatteryStateStore(tx).save(states));
  const load = (...ids: number[]) =>
    tenant.connections.inTransaction(tenant.tenantId, (tx) => new BatteryStateStore(tx).load(ids));
  const online = (batteryId: number, timestamp: number): BatteryState => ({
    batteryId,
    latest: sampleReading(timestamp, { rawFrames: null }),
    lastDataReceived: timestamp + 500,
    connection: 'online',
    connectionReason: null,
    connectionSince: start,
    communicationErrors: 3,
    communication: null,
  });
  const saveCommunication = (...states: BatteryState[]) =>
    tenant.connections.inTransaction(tenant.tenantId, (tx) =>
      new BatteryStateStore(tx).saveCommunication(states),
    );
  const communication: Communication = {
    since: start,
    readings: 11,
    failures: { timeout: 3, garbled: 1 },
    lastPeriod: {
      since: start + 60_000,
      at: start + 120_000,
      readings: 5,
      failures: { timeout: 1 },
      latencyMilliseconds: 12.5,
      longestLatencyMilliseconds: 40,
      signalStrength: null,
    },
    counted: [
      [start, start + 60_000],
      [start + 60_000, start + 120_000],
    ],
  };

  beforeAll(async () => {
    tenant = await freshTenantDatabase();
    await insertSampleFleet(tenant.connections, tenant.tenantId, 6);
  });
  afterAll(() => tenant.drop());

  it('gives back a state with its whole newest reading', async () => {
    const states = [
      online(1, start),
      { ...unheardBattery(2), connection: 'offline' as const, connectionReason: 'timeout' },
    ];
    await save(...states);
    expect(await load(1, 2, 3)).toEqual(states);
  });

  it('never goes back to an older reading, and keeps it when only the connection changes', async () => {
    await save(online(3, start + 1000));
    await save(online(3, start));
    const lost = { ...online(3, start + 1000), connection: 'offline' as const, connectionReason: 'timeout' };
    await save({ ...lost, latest: null, lastDataReceived: null });
    expect(await load(3)).toEqual([lost]);
  });

  it('keeps the counts of communication apart from the rest of the state', async () => {
    await save(online(4, start));
    await saveCommunication(
      { ...online(4, start + 1000), communication },
      { ...unheardBattery(5), communication },
    );
    await save({ ...online(4, start + 2000), communication: null });
    expect(await load(4, 5)).toEqual([
      { ...online(4, start + 2000), communication },
      { ...unheardBattery(5), communication },
    ]);
    const found = await tenant.connections.reading(tenant.tenantId, (tx) =>
      new BatteryStateView(tx).find(5, everything),
    );
    expect(found).toEqual({ ...unheardBattery(5), communication });
  });

  it('remembers no frames, and knows a newest reading from before there were any', async () => {
    await save({ ...online(6, start), latest: sampleReading(start, { rawFrames: ['dd03'] }) });
    const rows = () =>
      tenant.connections.inTransaction(tenant.tenantId, (tx) =>
        tx.manager.query<{ frames: unknown }[]>(
          `SELECT JSON_EXTRACT(latest_reading, '$.rawFrames') AS frames FROM battery_states WHERE battery_id = 6`,
        ),
      );
    expect(await rows()).toEqual([{ frames: null }]);
    await tenant.connections.inTransaction(tenant.tenantId, (tx) =>
      tx.manager.query(
        `UPDATE battery_states SET latest_reading = JSON_REMOVE(latest_reading, '$.rawFrames') WHERE battery_id = 6`,
      ),
    );
    expect(await load(6)).toEqual([online(6, start)]);
  });

  it('answers a battery in the scope that was never heard of, and none outside', async () => {
    const find = (id: number, scope: Parameters<BatteryStateView['find']>[1]) =>
      tenant.connections.reading(tenant.tenantId, (tx) => new BatteryStateView(tx).find(id, scope));
    expect(await find(1, { locations: [2], batteryTypes: [1] })).toMatchObject({
      batteryId: 1,
      connection: 'online',
    });
    expect(await find(1, { locations: [9], batteryTypes: null })).toBeNull();
    expect(await find(99, everything)).toBeNull();
  });
});
