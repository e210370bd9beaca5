import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareFleetProjections } from '@trackingbms/tenant-database';
import type { FreshTenantDatabase } from '@trackingbms/tenant-database/testing';
import { callsOf, type Calls } from '../testing/calls.js';
import { add, batteryBody, typeBody, type Shown } from '../testing/requests.js';
import { startFleet, type RunningFleet } from '../testing/running-fleet.js';

let fleet: RunningFleet;
let tenant: FreshTenantDatabase;
let call: Calls;

beforeAll(async () => {
  fleet = await startFleet();
  tenant = await fleet.addTenant();
  call = callsOf(fleet, tenant.tenantId);
});
afterAll(() => fleet.stop());

let number = 0;
const type = (changes: object = {}) =>
  add(fleet, tenant.tenantId, 'battery-types', { ...typeBody, name: `Type ${(number += 1)}`, ...changes });
const change = (id: number, version: number, body: object) =>
  call('PATCH', `/v1/battery-types/${id}`, { headers: { 'if-match': `"${version}"` }, body });

describe('a battery type', () => {
  it('is added with the specification’s defaults', async () => {
    const answer = await call('POST', '/v1/battery-types', { body: typeBody });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        ...typeBody,
        slug: 'lifepo4-12v-100ah',
        operatingTempMin: -20,
        operatingTempMax: 60,
        cycleLife: 2000,
        depthOfDischarge: 0.8,
        parallelStrings: 1,
        communicationProtocol: 'thingset',
        isActive: true,
        version: 1,
      },
    });
    expect(answer.headers.get('location')).toBe(`/v1/battery-types/${answer.body.id}`);
  });

  it('changes with its version only', async () => {
    const { id } = await type();
    expect(await call('PATCH', `/v1/battery-types/${id}`, { body: {} })).toMatchObject({ status: 428 });
    expect(await change(id, 1, { maxChargeCurrent: 50.5, operatingTempMin: null })).toMatchObject({
      status: 200,
      body: { version: 2, maxChargeCurrent: 50.5, operatingTempMin: null },
    });
    expect(await change(id, 1, { notes: 'late' })).toMatchObject({ status: 412 });
    expect((await change(id, 2, { maxChargeCurrent: 50.5 })).body.version).toBe(2);
  });

  it('refuses temperatures that cross and what no column can hold', async () => {
    const { id } = await type();
    expect(await change(id, 1, { operatingTempMax: -20 })).toMatchObject({
      status: 422,
      body: { code: 'BATTERY_TYPE.TEMPERATURES_CROSSED' },
    });
    for (const wrong of [
      { nominalVoltage: 1000 },
      { chemistry: 'lead' },
      { cellCount: 0 },
      { datasheetUrl: 'javascript:alert(1)' },
      { slug: 'A b' },
    ]) {
      expect(await change(id, 1, wrong)).toMatchObject({ status: 400 });
    }
  });

  it('out of use takes no new battery', async () => {
    const { id } = await type({ isActive: false });
    const site = await add(fleet, tenant.tenantId, 'locations', { name: 'Site' });
    const answer = await call('POST', '/v1/batteries', { body: batteryBody(id, site.id) });
    expect(answer).toMatchObject({ status: 409, body: { code: 'BATTERY_TYPE.INACTIVE' } });
  });

  it('is listed by chemistry', async () => {
    const { id } = await type({ chemistry: 'lco' });
    const { body } = await call<{ items: Shown[] }>('GET', '/v1/battery-types?chemistry=lco&isActive=true');
    expect(body.items.map((one) => one.id)).toEqual([id]);
  });
});

describe('who may', () => {
  it('is said by permissions', async () => {
    const { id } = await type();
    const claims = { perms: ['battery-types:read', 'batteries:read', 'locations:read'] };
    expect(await call('GET', `/v1/battery-types/${id}`, { claims })).toMatchObject({ status: 200 });
    for (const collection of ['battery-types', 'locations', 'batteries']) {
      expect(await call('POST', `/v1/${collection}`, { claims, body: {} })).toMatchObject({ status: 403 });
      expect(await call('PATCH', `/v1/${collection}/1`, { claims, body: {} })).toMatchObject({ status: 403 });
      expect(await call('GET', `/v1/${collection}`, { claims: { perms: [] } })).toMatchObject({
        status: 403,
      });
    }
  });

  it('is nobody without a token', async () => {
    const response = await fetch(`${fleet.httpUrl}/v1/batteries`);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('the rows', () => {
  it('are what the journal says, after everything above', async () => {
    const differing = await tenant.connections.reading(tenant.tenantId, compareFleetProjections);
    expect(differing).toEqual([]);
  });
});
