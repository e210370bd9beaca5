import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FreshTenantDatabase } from '@trackingbms/tenant-database/testing';
import { eventTypes } from '@trackingbms/message-contracts';
import { eventually, RunningDataProcessor, type AskedRoute } from '../testing/running-data-processor.js';
import { readingsEvent, soundReading, telemetryEvent } from '../testing/sample-entries.js';

const hour = 3_600_000;
const start = Math.floor(Date.now() / hour) * hour - 3 * hour;
const at = (after: number): string => new Date(start + after).toISOString();

interface Page {
  readonly items: readonly Record<string, unknown>[];
  readonly nextCursor: string | null;
  readonly source?: string;
}

describe('state, history and alerts over HTTP', () => {
  let processor: RunningDataProcessor;
  let tenant: FreshTenantDatabase;
  let other: FreshTenantDatabase;
  const ask = <Body = Page>(path: string, asked?: AskedRoute) =>
    processor.call<Body>(tenant.tenantId, path, asked);
  const scoped = (locations: number[] | null, batteryTypes: number[] | null = null): AskedRoute => ({
    claims: { scope: { locations, batteryTypes } },
  });

  beforeAll(async () => {
    processor = await RunningDataProcessor.prepare();
    await processor.start();
    [tenant, other] = [await processor.addTenant(), await processor.addTenant()];
    const readings = Array.from({ length: 720 }, (_, index) =>
      soundReading(start + index * 10_000, {
        packVoltage: 50 + (index % 10) / 10,
        tempMax: index === 719 ? 70 : 25,
      }),
    );
    await processor.publish(
      readingsEvent(tenant.tenantId, 1, readings.slice(0, 360)),
      readingsEvent(tenant.tenantId, 1, readings.slice(360)),
      readingsEvent(other.tenantId, 1, [soundReading(start, { packVoltage: 51.111 })]),
    );
    await eventually(async () => (await processor.count(tenant, 'bms_data')) === 720);
    await eventually(async () => (await processor.count(other, 'bms_data')) === 1);
  });
  afterAll(() => processor.stop());

  it('answers the state with its age', async () => {
    const { status, body } = await ask<Record<string, unknown>>('/v1/batteries/1/state');
    expect(status).toBe(200);
    expect(body).toMatchObject({ batteryId: 1, timestamp: at(7_190_000), stale: true, connection: 'online' });
    expect(body.ageSeconds).toBeGreaterThan(3600);
    expect(body.reading).toMatchObject({ packVoltage: 50.9, tempMax: 70, cellVoltages: null });
    const never = await ask<Record<string, unknown>>('/v1/batteries/2/state');
    expect(never.body).toMatchObject({
      timestamp: null,
      ageSeconds: null,
      stale: true,
      connection: 'unknown',
      reading: null,
    });
  });

  it('answers how the device was reached, by kind of failure and with its times', async () => {
    const report = (begin: number, over: object) =>
      telemetryEvent(tenant.tenantId, 3, eventTypes.DeviceCommunicationV1.type, {
        batteryId: 3,
        since: at(begin),
        at: at(begin + 60_000),
        readings: 4,
        failures: {},
        ...over,
      });
    const state = async () =>
      (await ask<Record<string, unknown>>('/v1/batteries/3/state')).body.communication as object | null;
    expect(await state()).toBeNull();
    const second = {
      latencyMilliseconds: 12.5,
      longestLatencyMilliseconds: 40,
      signalStrength: 87,
      readings: 2,
    };
    const twice = report(0, { failures: { timeout: 2 } });
    await processor.publish(
      twice,
      twice,
      report(60_000, { ...second, failures: { timeout: 1, garbled: 1 } }),
    );
    await eventually(async () => ((await state()) as { readings: number } | null)?.readings === 6);
    expect(await state()).toEqual({
      since: at(0),
      readings: 6,
      failures: { timeout: 3, garbled: 1 },
      lastPeriod: { since: at(60_000), at: at(120_000), failures: { timeout: 1, garbled: 1 }, ...second },
    });
    const { body } = await ask<Record<string, unknown>>('/v1/batteries/3/state');
    expect(body).toMatchObject({ connection: 'unknown', stale: true, timestamp: null, reading: null });
  });

  it('answers the frames of a reading only when they are asked for', async () => {
    const rawFrames = ['dd03001b', '77'];
    const time = start + 7_200_000;
    await processor.publish(readingsEvent(tenant.tenantId, 3, [soundReading(time, { rawFrames })]));
    const page = (query = '') =>
      ask(`/v1/batteries/3/history?from=${at(7_200_000)}&to=${at(7_300_000)}${query}`);
    await eventually(async () => (await page()).body.items.length === 1);
    expect((await page()).body.items[0]).not.toHaveProperty('rawFrames');
    expect((await page('&include=rawFrames')).body.items[0]).toMatchObject({ packVoltage: 52.5, rawFrames });
    expect((await page('&include=rawFrames&fields=packVoltage')).body.items).toEqual([
      { timestamp: at(7_200_000), packVoltage: 52.5, rawFrames },
    ]);
    expect((await page('&include=cells')).status).toBe(400);
    const { body } = await ask<Record<string, unknown>>('/v1/batteries/3/state');
    expect(body.reading).not.toHaveProperty('rawFrames');
    const [state] = await processor.query(
      tenant,
      'SELECT latest_reading FROM battery_states WHERE battery_id = 3',
    );
    expect(JSON.stringify(state)).not.toContain('dd03001b');
  });

  it('pages through raw readings with the fields asked for', async () => {
    const query = `from=${at(0)}&to=${at(60_000)}&fields=packVoltage,dataQuality&limit=4`;
    const first = await ask(`/v1/batteries/1/history?${query}`);
    expect(first.body.items).toHaveLength(4);
    expect(first.body.items[0]).toEqual({ timestamp: at(0), packVoltage: 50, dataQuality: 'excellent' });
    const second = await ask(`/v1/batteries/1/history?${query}&cursor=${first.body.nextCursor}`);
    expect(second.body.items.map(({ timestamp }) => timestamp)).toEqual([at(40_000), at(50_000)]);
    expect(second.body.nextCursor).toBeNull();
  });

  it('answers whole hours, the one under way included', async () => {
    const { body } = await ask(`/v1/batteries/1/history?from=${at(0)}&to=${at(4 * hour)}&resolution=hourly`);
    expect(body.items.map(({ dataPointsCount }) => dataPointsCount)).toEqual([360, 360]);
    expect(body.items[0]).toMatchObject({
      periodStart: at(0),
      periodEnd: at(hour),
      packVoltageMin: 50,
      packVoltageMax: 50.9,
      coveragePercent: 100,
    });
  });

  it('makes a curve of readings, and of hours where a point is longer than one', async () => {
    const range = `from=${at(0)}&to=${at(2 * hour)}&resolution=points&fields=packVoltage`;
    const fine = await ask(`/v1/batteries/1/history?${range}&points=8`);
    expect(fine.body).toMatchObject({ source: 'readings', nextCursor: null });
    expect(fine.body.items).toHaveLength(8);
    expect(fine.body.items[1]).toMatchObject({
      start: at(900_000),
      coverage: 1,
      values: { packVoltage: { min: 50, max: 50.9 } },
    });
    const coarse = await ask(`/v1/batteries/1/history?${range}&points=2`);
    expect(coarse.body).toMatchObject({ source: 'hours' });
    expect(coarse.body.items[0]).toMatchObject({
      start: at(0),
      end: at(hour),
      coverage: 1,
      values: { packVoltage: { min: 50, max: 50.9 } },
    });
  });

  it.each([
    ['fields=pack_voltage'],
    ['fields=packVoltage);--'],
    ['points=2001&resolution=points'],
    ['points=-1'],
    ['limit=1.5'],
    ['from=yesterday'],
    ['resolution=daily'],
    ['unknown=1'],
    ['cursor=AAAA'],
    [`from=${at(10)}&to=${at(10)}`],
  ])('refuses ?%s', async (query) => {
    const { status, body } = await ask<Record<string, unknown>>(`/v1/batteries/1/history?${query}`);
    expect(status).toBe(400);
    expect(body.code).toEqual(expect.any(String));
  });

  it('shows nothing outside the scope, of another client, or without the right', async () => {
    const paths = ['/v1/batteries/1/state', '/v1/batteries/1/history'];
    for (const path of paths) {
      expect((await ask(path, scoped([1]))).status).toBe(200);
      expect((await ask(path, scoped([9]))).status).toBe(404);
      expect((await ask(path, scoped([]))).status).toBe(404);
      expect((await ask(path, scoped(null, [2]))).status).toBe(404);
      expect((await ask(path, { claims: { perms: ['alerts:read'] } })).status).toBe(403);
      expect((await fetch(`${processor.service.httpUrl}${path}`)).status).toBe(401);
    }
    const theirs = await processor.call<Page>(
      other.tenantId,
      `/v1/batteries/1/history?from=${at(0)}&fields=packVoltage`,
    );
    expect(theirs.body.items).toEqual([{ timestamp: at(0), packVoltage: 51.111 }]);
    expect((await ask('/v1/batteries/99/state')).status).toBe(404);
  });

  it('lists alerts inside the scope, in the reader’s language', async () => {
    await eventually(async () => (await ask('/v1/alerts?status=open')).body.items.length === 1);
    const english = (await ask('/v1/alerts?status=open', { headers: { 'accept-language': 'en' } })).body
      .items[0];
    const french = (await ask('/v1/alerts?status=open', { headers: { 'accept-language': 'fr-CA' } })).body
      .items[0];
    expect(english).toMatchObject({
      batteryId: 1,
      alertCode: 'TEMPERATURE_HIGH',
      status: 'active',
      severity: 'emergency',
    });
    expect(french?.title).not.toBe(english?.title);
    expect((await ask('/v1/alerts?severity=info')).body.items).toEqual([]);
    expect((await ask('/v1/alerts?batteryId=2')).body.items).toEqual([]);
    expect((await ask('/v1/alerts', scoped([9]))).body.items).toEqual([]);
    expect((await processor.call<Page>(other.tenantId, '/v1/alerts')).body.items).toEqual([]);
    expect((await ask('/v1/alerts?status=closed')).status).toBe(400);
  });

  it('acknowledges once and resolves once, and a persisting condition raises the alert again', async () => {
    const { id } = (await ask('/v1/alerts?status=open')).body.items[0] as { id: number };
    const post = (action: string, asked: AskedRoute = {}) =>
      ask<Record<string, unknown>>(`/v1/alerts/${id}/${action}`, { method: 'POST', body: {}, ...asked });
    expect((await post('acknowledge', scoped([9]))).status).toBe(404);
    expect((await post('acknowledge', { claims: { perms: ['alerts:read'] } })).status).toBe(403);
    const acknowledged = await post('acknowledge', { claims: { uid: 7 } });
    expect(acknowledged.body).toMatchObject({ id, status: 'acknowledged', acknowledgedBy: 7 });
    expect(await post('acknowledge')).toMatchObject({
      status: 409,
      body: { code: 'ALERT.ALREADY_ACKNOWLEDGED' },
    });
    const resolved = await post('resolve', { body: { notes: 'fan replaced' }, claims: { uid: 7 } });
    expect(resolved.body).toMatchObject({
      id,
      status: 'resolved',
      resolvedBy: 7,
      resolutionNotes: 'fan replaced',
    });
    expect(await post('resolve')).toMatchObject({ status: 409, body: { code: 'ALERT.NOT_OPEN' } });
    expect((await post('resolve', { body: { note: 'x' } })).status).toBe(400);
    await processor.publish(
      readingsEvent(tenant.tenantId, 1, [soundReading(start + 2 * hour + 60_000, { tempMax: 71 })]),
    );
    await eventually(async () => (await ask('/v1/alerts?status=open')).body.items.length === 1);
    const again = (await ask('/v1/alerts?status=open')).body.items[0];
    expect(again).toMatchObject({ isPersistent: true, triggerValue: 71 });
    expect(again?.id).not.toBe(id);
    expect((await ask(`/v1/alerts/${id}`)).body).toMatchObject({ status: 'resolved' });
    const firstPage = await ask('/v1/alerts?limit=1');
    expect(firstPage.body.items).toMatchObject([{ id: again?.id }]);
    const nextPage = await ask(`/v1/alerts?limit=1&cursor=${firstPage.body.nextCursor}`);
    expect(nextPage.body).toMatchObject({ items: [{ id }], nextCursor: null });
  });
});
