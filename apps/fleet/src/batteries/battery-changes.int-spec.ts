import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareFleetProjections } from '@trackingbms/tenant-database';
import type { FreshTenantDatabase } from '@trackingbms/tenant-database/testing';
import { add, addFleet, batteryBody } from '../testing/requests.js';
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

const register = (changes: object = {}) =>
  add(fleet, tenant.tenantId, 'batteries', batteryBody(made.type.id, made.site.id, changes));

describe('changing a battery', () => {
  it('needs the version, and the one that is current', async () => {
    const { id } = await register();
    const without = await call('PATCH', `/v1/batteries/${id}`, { body: { name: 'x' } });
    expect(without).toMatchObject({ status: 428, body: { code: 'PRECONDITION.REQUIRED' } });
    const old = await call('PATCH', `/v1/batteries/${id}`, {
      headers: { 'if-match': '"2"' },
      body: { name: 'x' },
    });
    expect(old).toMatchObject({ status: 412, body: { code: 'PRECONDITION.FAILED' } });
    const right = await call('PATCH', `/v1/batteries/${id}`, {
      headers: { 'if-match': '"1"' },
      body: { name: 'x' },
    });
    expect(right).toMatchObject({ status: 200, body: { name: 'x', version: 2 } });
    expect(right.headers.get('etag')).toBe('"2"');
  });

  it('leaves out what is left out and clears what is null', async () => {
    const { id } = await register({
      notes: 'a',
      internalId: 'b',
      bmsConfig: { profile: 'x', transport: 'tcp' },
    });
    const headers = { 'if-match': '"1"' };
    const answer = await call('PATCH', `/v1/batteries/${id}`, {
      headers,
      body: { notes: null, bmsConfig: null },
    });
    expect(answer.body).toMatchObject({ notes: null, internalId: 'b', bmsConfig: {} });
  });

  it('makes no version of nothing', async () => {
    const { id, name } = await register({ bmsIpAddress: 'fd00::1' });
    const body = { name, bmsIpAddress: 'fd00:0::1', alertContacts: null };
    const answer = await call('PATCH', `/v1/batteries/${id}`, { headers: { 'if-match': '"1"' }, body });
    expect(answer.body.version).toBe(1);
  });

  it('keeps contacts out of the journal, but shows and counts their change', async () => {
    const { id } = await register();
    const alertContacts = { emails: ['canary@example.com'] };
    const answer = await call('PATCH', `/v1/batteries/${id}`, {
      headers: { 'if-match': '"1"' },
      body: { alertContacts },
    });
    expect(answer.body).toMatchObject({ version: 2, alertContacts });
    const rows = await tenant.connections.reading(tenant.tenantId, ({ manager }) =>
      manager.query<unknown[]>(`SELECT 1 FROM event_journal WHERE payload LIKE '%canary@example.com%'`),
    );
    expect(rows).toEqual([]);
  });

  it('lets one of two with the same version win', async () => {
    const { id } = await register();
    const names = ['first', 'second', 'third', 'fourth'];
    const answers = await Promise.all(
      names.map((name) =>
        call('PATCH', `/v1/batteries/${id}`, { headers: { 'if-match': '"1"' }, body: { name } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    const winner = answers.find(({ status }) => status === 200);
    expect((await call('GET', `/v1/batteries/${id}`)).body).toEqual(winner?.body);
  });
});

describe('the life of a battery', () => {
  it('goes from commissioning through service to its end, and no further', async () => {
    const { id } = await register();
    const commissioned = await call('POST', `/v1/batteries/${id}/commission`, {
      body: { commissioningDate: '2026-03-01' },
    });
    expect(commissioned).toMatchObject({
      status: 200,
      body: { status: 'operational', commissioningDate: '2026-03-01', version: 2 },
    });
    expect(await call('POST', `/v1/batteries/${id}/commission`)).toMatchObject({
      status: 409,
      body: { code: 'BATTERY.NOT_COMMISSIONING' },
    });
    const ended = await call('POST', `/v1/batteries/${id}/decommission`, { body: { reason: 'worn out' } });
    expect(ended).toMatchObject({ status: 200, body: { status: 'decommissioned', isActive: false } });
    const changed = await call('PATCH', `/v1/batteries/${id}`, {
      headers: { 'if-match': '"3"' },
      body: { name: 'x' },
    });
    expect(changed).toMatchObject({ status: 409, body: { code: 'BATTERY.DECOMMISSIONED' } });
  });

  it('heeds the version where a command names one', async () => {
    const { id } = await register();
    const old = await call('POST', `/v1/batteries/${id}/commission`, { headers: { 'if-match': '"7"' } });
    expect(old.status).toBe(412);
    const right = await call('POST', `/v1/batteries/${id}/commission`, { headers: { 'if-match': '"1"' } });
    expect(right.status).toBe(200);
  });
});

describe('the rows', () => {
  it('are what the journal says, after everything above', async () => {
    const differing = await tenant.connections.reading(tenant.tenantId, compareFleetProjections);
    expect(differing).toEqual([]);
  });
});
