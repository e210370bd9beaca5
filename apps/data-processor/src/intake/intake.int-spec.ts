import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventTypes, topics, type ReadingV1 } from '@trackingbms/message-contracts';
import { compareAlerts, compareHours, readingSpan } from '@trackingbms/tenant-database';
import type { FreshTenantDatabase } from '@trackingbms/tenant-database/testing';
import { eventually, RunningDataProcessor } from '../testing/running-data-processor.js';
import { readingsEvent, soundReading, telemetryEvent } from '../testing/sample-entries.js';

const hour = 3_600_000;
/** Two hours ago, so that every reading is in the past and the hours are whole. */
const start = Math.floor(Date.now() / hour) * hour - 2 * hour;

describe('the intake on real servers', () => {
  let processor: RunningDataProcessor;
  beforeAll(async () => {
    processor = await RunningDataProcessor.prepare();
    await processor.start();
  });
  afterAll(() => processor.stop());

  const readings = (
    count: number,
    from = start,
    step = 10_000,
    changes: Partial<ReadingV1> = {},
  ): ReadingV1[] => Array.from({ length: count }, (_, index) => soundReading(from + index * step, changes));

  async function provenSame(tenant: FreshTenantDatabase): Promise<void> {
    const { connections, tenantId } = tenant;
    const compared = await connections.reading(tenantId, async (tx) => {
      const span = await readingSpan(tx);
      return span && compareHours(tx, span.from, span.to);
    });
    expect(compared).toMatchObject({ different: [] });
    expect(compared?.compared).toBeGreaterThan(0);
    expect(await connections.reading(tenantId, compareAlerts)).toMatchObject({ different: [] });
  }

  it('stores each reading once, keeps the state and the hours, and the rebuild agrees', async () => {
    const tenant = await processor.addTenant();
    const { tenantId } = tenant;
    const first = readings(300, start, 10_000);
    // Twice, late, and out of order: sent again as a connector does whose answer was lost.
    const late = readings(5, start + 5_000, 60_000);
    await processor.publish(readingsEvent(tenantId, 1, first), readingsEvent(tenantId, 1, first));
    await processor.publish(readingsEvent(tenantId, 1, late), readingsEvent(tenantId, 2, first.slice(0, 3)));
    await eventually(async () => (await processor.count(tenant, 'bms_data')) === 308);
    const [state] = await processor.query(tenant, 'SELECT * FROM battery_states WHERE battery_id = 1');
    expect(state).toMatchObject({ connection: 'online', soc_percent: 50 });
    expect((state?.timestamp as Date).getTime()).toBe(start + 299 * 10_000);
    const [row] = await processor.query(
      tenant,
      `SELECT energy_charged_wh, data_points_count, coverage_percent FROM bms_data_history WHERE battery_id = 1 ORDER BY period_start`,
    );
    expect(row).toMatchObject({ data_points_count: 305, energy_charged_wh: 436.04, coverage_percent: 83.06 });
    await provenSame(tenant);
  });

  it('keeps two clients with the same battery ids apart', async () => {
    const [one, other] = [await processor.addTenant(), await processor.addTenant()];
    const values = { one: 51.111, other: 52.222 };
    await processor.publish(
      readingsEvent(one.tenantId, 1, readings(20, start, 1000, { packVoltage: values.one })),
      readingsEvent(other.tenantId, 1, readings(20, start, 1000, { packVoltage: values.other })),
    );
    const seen = (tenant: FreshTenantDatabase) =>
      processor.query(tenant, 'SELECT pack_voltage, COUNT(*) AS amount FROM bms_data GROUP BY pack_voltage');
    await eventually(async () => (await seen(one)).length > 0 && (await seen(other)).length > 0);
    expect(await seen(one)).toEqual([{ pack_voltage: values.one, amount: 20 }]);
    expect(await seen(other)).toEqual([{ pack_voltage: values.other, amount: 20 }]);
  });

  it('sets aside what cannot be read or is of no battery, and the partition goes on', async () => {
    const tenant = await processor.addTenant();
    const { tenantId } = tenant;
    await processor.publish(
      readingsEvent(tenantId, 77, readings(1)),
      readingsEvent(tenantId, 1, [soundReading(start), soundReading(Date.now() + 30 * 24 * hour)]),
      readingsEvent(tenantId, 2, readings(1)),
    );
    await eventually(async () => (await processor.count(tenant, 'bms_data')) === 2);
    const letters = (await processor.recordsOf(topics.readings, true)).filter(
      ({ headers }) => headers.dl_tenantid === String(tenantId),
    );
    expect(letters.map(({ headers }) => headers.dl_reason).sort()).toEqual([
      'BATTERY_UNKNOWN',
      'TIME_IMPOSSIBLE',
    ]);
    expect(
      JSON.parse(String(letters.find(({ headers }) => headers.dl_reason === 'BATTERY_UNKNOWN')?.value)),
    ).toMatchObject({ batteryId: 77 });
  });

  it('lets a client whose database is away wait, the others go on, and gives it everything when it is back', async () => {
    const [away, present] = [await processor.addTenant({ reachable: false }), await processor.addTenant()];
    for (let minute = 0; minute < 5; minute += 1) {
      const some = readings(30, start + minute * 60_000, 1000);
      await processor.publish(
        readingsEvent(away.tenantId, 1, some),
        readingsEvent(present.tenantId, 1, some),
      );
    }
    await eventually(async () => (await processor.count(present, 'bms_data')) === 150);
    expect(await processor.count(away, 'bms_data')).toBe(0);
    processor.directory.put(away.coordinates);
    await eventually(async () => (await processor.count(away, 'bms_data')) === 150);
    await processor.publish(readingsEvent(away.tenantId, 1, readings(10, start + 10 * 60_000, 1000)));
    await eventually(async () => (await processor.count(away, 'bms_data')) === 160);
    await provenSame(away);
  });

  it('raises, repeats and resolves alerts, and publishes what happened', async () => {
    const tenant = await processor.addTenant();
    const { tenantId } = tenant;
    const hot = { tempMax: 66, tempAvg: 60 };
    await processor.publish(
      readingsEvent(tenantId, 1, [...readings(2), ...readings(2, start + 60_000, 100_000, hot)]),
    );
    await eventually(async () => (await processor.count(tenant, 'alerts')) === 1);
    await processor.publish(readingsEvent(tenantId, 1, readings(1, start + 300_000)));
    await eventually(
      async () =>
        (await processor.query(tenant, `SELECT id FROM alerts WHERE status = 'resolved'`)).length === 1,
    );
    const [alert] = await processor.query(tenant, 'SELECT * FROM alerts');
    expect(alert).toMatchObject({
      alert_code: 'TEMPERATURE_HIGH',
      severity: 'critical',
      trigger_value: 66,
      threshold_value: 60,
      occurrences: 2,
    });
    const events = async () =>
      (await processor.recordsOf(topics.alerts)).filter(
        ({ headers }) => headers.ce_tenantid === String(tenantId),
      );
    await eventually(async () => (await events()).length === 3);
    const published = (await events()).map(({ headers, value }) => [
      headers.ce_type,
      JSON.parse(String(value)),
    ]);
    expect(published).toEqual([
      [
        eventTypes.AlertRaisedV1.type,
        expect.objectContaining({ alertId: alert?.id, batteryId: 1, triggerValue: 66 }),
      ],
      [eventTypes.AlertRepeatedV1.type, expect.objectContaining({ alertId: alert?.id, occurrences: 2 })],
      [
        eventTypes.AlertResolvedV1.type,
        expect.objectContaining({ alertId: alert?.id, resolution: 'condition-cleared' }),
      ],
    ]);
    await provenSame(tenant);
  });

  it('follows what a connector says of the connection', async () => {
    const tenant = await processor.addTenant();
    const { tenantId } = tenant;
    const state = async () =>
      (await processor.query(tenant, 'SELECT connection, connection_reason FROM battery_states'))[0];
    await processor.publish(readingsEvent(tenantId, 1, readings(1)));
    const lost = { batteryId: 1, at: new Date(start + 30_000).toISOString(), reason: 'timeout', failures: 3 };
    await processor.publish(telemetryEvent(tenantId, 1, eventTypes.DeviceDisconnectedV1.type, lost));
    await eventually(async () => (await state())?.connection === 'offline');
    expect(await state()).toEqual({ connection: 'offline', connection_reason: 'timeout' });
    expect(await processor.query(tenant, 'SELECT alert_code, status FROM alerts')).toEqual([
      { alert_code: 'COMMUNICATION_LOST', status: 'active' },
    ]);
    const again = { batteryId: 1, at: new Date(start + 60_000).toISOString() };
    await processor.publish(telemetryEvent(tenantId, 1, eventTypes.DeviceConnectedV1.type, again));
    await eventually(async () => (await state())?.connection === 'online');
    expect(await processor.query(tenant, 'SELECT status FROM alerts')).toEqual([{ status: 'resolved' }]);
  });

  it('goes on where it was after a restart, also with two at once', async () => {
    const tenant = await processor.addTenant();
    const { tenantId } = tenant;
    const send = (from: number) =>
      processor.publish(readingsEvent(tenantId, 1, readings(100, start + from * 1000, 1000)));
    await send(0);
    await processor.stopService();
    await send(100);
    await processor.start();
    await send(200);
    await processor.startAnother();
    await send(300);
    await eventually(async () => (await processor.count(tenant, 'bms_data')) === 400);
    await provenSame(tenant);
  });
});
