import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FreshTenantDatabase } from '@trackingbms/tenant-database/testing';
import { addFleet, batteryBody, type Shown } from '../testing/requests.js';
import { startFleet, type RunningFleet } from '../testing/running-fleet.js';
import { callsOf, type Calls } from '../testing/calls.js';

let fleet: RunningFleet;
let tenant: FreshTenantDatabase;
let call: Calls;
let made: Awaited<ReturnType<typeof addFleet>>;

beforeAll(async () => {
  fleet = await startFleet();
  tenant = await fleet.addTenant();
  call = callsOf(fleet, tenant.tenantId);
  made = await addFleet(fleet, tenant.tenantId);
});
afterAll(() => fleet.stop());

describe('an Idempotency-Key', () => {
  const post = (key: string, body: object) =>
    call('POST', '/v1/batteries', { body, headers: { 'idempotency-key': key } });

  it('gives a repeat the same answer and makes one battery', async () => {
    const body = batteryBody(made.type.id, made.site.id);
    const [one, two] = [await post('key-1', body), await post('key-1', body)];
    expect(two).toMatchObject({ status: 201, body: one.body });
    expect(two.headers.get('location')).toBe(one.headers.get('location'));
    expect(two.headers.get('etag')).toBe(one.headers.get('etag'));
    const found = await call<{ items: Shown[] }>('GET', `/v1/batteries?serialNumber=${body.serialNumber}`);
    expect(found.body.items).toHaveLength(1);
  });

  it('gives repeats at the same time one answer', async () => {
    const body = batteryBody(made.type.id, made.site.id);
    const answers = await Promise.all([1, 2, 3, 4].map(() => post('key-2', body)));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(answers.every(({ status }) => status === 201)).toBe(true);
  });

  it('is refused for another request', async () => {
    await post('key-3', batteryBody(made.type.id, made.site.id));
    const other = await post('key-3', batteryBody(made.type.id, made.site.id));
    expect(other).toMatchObject({ status: 409, body: { code: 'IDEMPOTENCY.KEY_REUSED' } });
  });

  it('belongs to its user', async () => {
    const claims = { uid: 2 };
    await post('key-4', batteryBody(made.type.id, made.site.id));
    const body = batteryBody(made.type.id, made.site.id);
    const other = await call('POST', '/v1/batteries', {
      body,
      headers: { 'idempotency-key': 'key-4' },
      claims,
    });
    expect(other).toMatchObject({ status: 201, body: { serialNumber: body.serialNumber } });
  });

  it('does not remember a refusal', async () => {
    const body = batteryBody(made.type.id, made.site.id, { customVoltageMin: 15 });
    expect((await post('key-5', body)).status).toBe(422);
    expect((await post('key-5', { ...body, customVoltageMin: 11 })).status).toBe(201);
  });

  it('is refused when it cannot be one', async () => {
    expect(await post('a b', {})).toMatchObject({ status: 400 });
  });
});
