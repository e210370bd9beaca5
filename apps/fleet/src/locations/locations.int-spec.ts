import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareFleetProjections } from '@trackingbms/tenant-database';
import type { FreshTenantDatabase } from '@trackingbms/tenant-database/testing';
import { callsOf, type Calls } from '../testing/calls.js';
import { add, type Shown } from '../testing/requests.js';
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
const place = (parentId: number | null = null, changes: object = {}) =>
  add(fleet, tenant.tenantId, 'locations', { name: `Place ${(number += 1)}`, parentId, ...changes });
const chain = async (length: number, from: number | null = null): Promise<Shown[]> => {
  const places: Shown[] = [];
  for (let parent = from; places.length < length; parent = places.at(-1)?.id ?? null) {
    places.push(await place(parent));
  }
  return places;
};
const get = async (id: number) => (await call('GET', `/v1/locations/${id}`)).body;
const move = (id: number, version: number, parentId: number | null) =>
  call('PATCH', `/v1/locations/${id}`, { headers: { 'if-match': `"${version}"` }, body: { parentId } });

describe('a location', () => {
  it('is added with the specification’s defaults, a slug of its name and its path', async () => {
    const site = await place(null, { name: 'Entrepôt Nord (Québec)' });
    expect(site).toMatchObject({
      slug: 'entrepot-nord-quebec',
      level: 1,
      path: `/${site.id}/`,
      parentId: null,
      country: 'CA',
      environmentType: 'indoor',
      accessLevel: 'restricted',
      requiresAuthorization: true,
    });
    const zone = await place(site.id, { latitude: 46.81234567, longitude: -71.20765432 });
    expect(zone).toMatchObject({
      level: 2,
      path: `/${site.id}/${zone.id}/`,
      latitude: 46.81234567,
      longitude: -71.20765432,
    });
  });

  it('has a slug of its own', async () => {
    const { slug } = await place();
    const answer = await call('POST', '/v1/locations', { body: { name: 'x', slug } });
    expect(answer).toMatchObject({ status: 409, body: { errors: [{ pointer: '/slug' }] } });
    const nothing = await call('POST', '/v1/locations', { body: { name: '電池' } });
    expect(nothing).toMatchObject({ status: 400, body: { code: 'FLEET.SLUG_REQUIRED' } });
  });

  it('stands at most 8 levels deep, and in no location out of use', async () => {
    const places = await chain(8);
    const tooDeep = await call('POST', '/v1/locations', {
      body: { name: 'deep', parentId: places.at(-1)?.id },
    });
    expect(tooDeep).toMatchObject({ status: 422, body: { code: 'LOCATION.TOO_DEEP' } });
    const closed = await place(null, { isActive: false });
    const inside = await call('POST', '/v1/locations', { body: { name: 'in', parentId: closed.id } });
    expect(inside).toMatchObject({ status: 409, body: { code: 'LOCATION.INACTIVE' } });
  });

  it('keeps its contact person out of the journal', async () => {
    const { id } = await place(null, {
      responsibleName: 'Canary Person',
      responsibleEmail: 'canary@example.com',
    });
    const answer = await call('PATCH', `/v1/locations/${id}`, {
      headers: { 'if-match': '"1"' },
      body: { responsiblePhone: '555-0199-canary', city: 'Québec' },
    });
    expect(answer.body).toMatchObject({ version: 2, responsibleName: 'Canary Person', city: 'Québec' });
    const rows = await tenant.connections.reading(tenant.tenantId, ({ manager }) =>
      manager.query<unknown[]>(`SELECT 1 FROM event_journal WHERE LOWER(payload) LIKE '%canary%'`),
    );
    expect(rows).toEqual([]);
  });
});

describe('moving a location', () => {
  it('gives everything inside its new path and a version of its own', async () => {
    const [a, b, c, d] = await chain(4);
    const target = await place();
    const moved = await move(b!.id, 1, target.id);
    expect(moved.body).toMatchObject({ version: 2, level: 2, path: `/${target.id}/${b!.id}/` });
    expect(await get(c!.id)).toMatchObject({
      version: 2,
      level: 3,
      path: `/${target.id}/${b!.id}/${c!.id}/`,
    });
    expect(await get(d!.id)).toMatchObject({ version: 2, level: 4, parentId: c!.id });
    expect(await get(a!.id)).toMatchObject({ version: 1 });
    expect((await move(b!.id, 2, null)).body).toMatchObject({ level: 1, path: `/${b!.id}/` });
  });

  it('refuses a circle, what gets too deep, and a parent that is not there', async () => {
    const [a, b, c] = await chain(3);
    expect(await move(a!.id, 1, c!.id)).toMatchObject({ status: 422, body: { code: 'LOCATION.CYCLE' } });
    expect(await move(a!.id, 1, a!.id)).toMatchObject({ status: 422, body: { code: 'LOCATION.CYCLE' } });
    const deep = await chain(6);
    expect(await move(a!.id, 1, deep.at(-1)!.id)).toMatchObject({ body: { code: 'LOCATION.TOO_DEEP' } });
    expect(await move(b!.id, 1, 999_999)).toMatchObject({
      status: 404,
      body: { errors: [{ pointer: '/parentId' }] },
    });
    expect(await get(a!.id)).toMatchObject({ version: 1 });
  });

  it('changes other fields in the same step', async () => {
    const [a, b] = await chain(2);
    const answer = await call('PATCH', `/v1/locations/${b!.id}`, {
      headers: { 'if-match': '"1"' },
      body: { parentId: null, name: 'Apart' },
    });
    expect(answer.body).toMatchObject({ version: 3, name: 'Apart', parentId: null, level: 1 });
    expect(await get(a!.id)).toMatchObject({ version: 1 });
  });

  it('never closes a circle, however many move at the same time', async () => {
    const places = await Promise.all([place(), place(), place(), place()]);
    const moves = places.map((one, index) => move(one.id, 1, places[(index + 1) % places.length]!.id));
    const statuses = (await Promise.all(moves)).map(({ status }) => status);
    expect(statuses.some((status) => status !== 200)).toBe(true);
    for (const { id } of places) {
      const { path, level } = await get(id);
      const ids = String(path).split('/').filter(Boolean);
      expect(new Set(ids).size).toBe(level);
    }
  });

  it('does not lose a location that is added inside meanwhile', async () => {
    const [root, target] = [await place(), await place()];
    const [moved, inner] = await Promise.all([
      move(root.id, 1, target.id),
      call('POST', '/v1/locations', { body: { name: 'meanwhile', parentId: root.id } }),
    ]);
    expect([moved.status, inner.status]).toEqual([200, 201]);
    expect(await get(inner.body.id)).toMatchObject({
      path: `/${target.id}/${root.id}/${inner.body.id}/`,
      level: 3,
    });
  });
});

describe('the list of locations', () => {
  it('shows a subtree, one level, or the children of one', async () => {
    const [a, b, c] = await chain(3);
    const ids = async (query: string) =>
      (await call<{ items: Shown[] }>('GET', `/v1/locations?${query}`)).body.items.map(({ id }) => id);
    expect(await ids(`withinLocationId=${a!.id}&sort=path`)).toEqual([a!.id, b!.id, c!.id]);
    expect(await ids(`parentId=${a!.id}`)).toEqual([b!.id]);
    expect(await ids(`withinLocationId=${a!.id}&level=3`)).toEqual([c!.id]);
  });
});

describe('the rows', () => {
  it('are what the journal says, after everything above', async () => {
    const differing = await tenant.connections.reading(tenant.tenantId, compareFleetProjections);
    expect(differing).toEqual([]);
  });

  it('are found out when they are not', async () => {
    const { id } = await place();
    await tenant.connections.inTransaction(tenant.tenantId, async ({ manager }) => {
      await manager.query('UPDATE locations SET city = ?, version = version + 1 WHERE id = ?', [
        'elsewhere',
        id,
      ]);
    });
    const differing = await tenant.connections.reading(tenant.tenantId, compareFleetProjections);
    expect(differing).toEqual([{ type: 'location', id, fields: ['city', 'version'] }]);
  });
});
