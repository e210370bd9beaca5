import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FreshTenantDatabase } from '@trackingbms/tenant-database/testing';
import { add, addFleet, batteryBody, type Shown } from '../testing/requests.js';
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

describe('the list of batteries', () => {
  it('pages through all of them once, in the order asked for', async () => {
    for (const name of ['éclair', 'Zeta', 'alpha', 'Alpha']) await register({ name });
    for (const sort of ['name', '-name', 'serialNumber', '-createdAt', 'id']) {
      const seen: Shown[] = [];
      for (let cursor = ''; cursor !== 'end';) {
        const after = cursor === '' ? '' : `&cursor=${cursor}`;
        const { body } = await call<{ items: Shown[]; nextCursor: string | null }>(
          'GET',
          `/v1/batteries?limit=3&sort=${sort}${after}`,
        );
        seen.push(...body.items);
        cursor = body.nextCursor ?? 'end';
      }
      const whole = await call<{ items: Shown[] }>('GET', `/v1/batteries?limit=200&sort=${sort}`);
      expect(seen).toEqual(whole.body.items);
      expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    }
  });

  it('filters by the listed names', async () => {
    const { id } = await register();
    await call('POST', `/v1/batteries/${id}/decommission`);
    const { body } = await call<{ items: Shown[] }>(
      'GET',
      '/v1/batteries?status=decommissioned&isActive=false&limit=200',
    );
    expect(body.items.map((battery) => battery.id)).toContain(id);
    expect(body.items.every(({ status }) => status === 'decommissioned')).toBe(true);
  });

  it.each([
    'sort=healthScore',
    'sort=name;DROP TABLE batteries',
    'filter=x',
    'limit=0',
    'limit=201',
    'limit=abc',
    'status=broken',
    'isActive=1',
    'locationId=1&locationId=2',
    'cursor=bm90IGEgY3Vyc29y',
  ])('refuses %s', async (query) => {
    expect((await call('GET', `/v1/batteries?${encodeURI(query)}`)).status).toBe(400);
  });

  it('refuses the cursor of another order', async () => {
    const { body } = await call<{ nextCursor: string }>('GET', '/v1/batteries?limit=1&sort=name');
    const answer = await call('GET', `/v1/batteries?limit=1&sort=-name&cursor=${body.nextCursor}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'CURSOR.INVALID' } });
  });
});
