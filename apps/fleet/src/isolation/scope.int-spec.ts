import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { add, batteryBody, typeBody, type Shown } from '../testing/requests.js';
import { startFleet, type Answer, type Request, type RunningFleet } from '../testing/running-fleet.js';

let fleet: RunningFleet;
let tenantId: number;
/** `near` is the scope's location with a room inside, `far` stands beside it. */
const made: Record<
  'near' | 'room' | 'far' | 'type' | 'otherType' | 'inside' | 'outside' | 'ofOtherType',
  Shown
> = {} as never;

beforeAll(async () => {
  fleet = await startFleet();
  ({ tenantId } = await fleet.addTenant());
  const make = (collection: string, body: object) => add(fleet, tenantId, collection, body);
  made.near = await make('locations', { name: 'near' });
  made.room = await make('locations', { name: 'room', parentId: made.near.id });
  made.far = await make('locations', { name: 'far' });
  made.type = await make('battery-types', { ...typeBody, name: 'type' });
  made.otherType = await make('battery-types', { ...typeBody, name: 'other type' });
  made.inside = await make('batteries', batteryBody(made.type.id, made.room.id));
  made.outside = await make('batteries', batteryBody(made.type.id, made.far.id));
  made.ofOtherType = await make('batteries', batteryBody(made.otherType.id, made.room.id));
});
afterAll(() => fleet.stop());

type Scope = { locations: readonly number[] | null; batteryTypes: readonly number[] | null };
const asked =
  (scopeOf: () => Scope) =>
  <Body = Shown>(
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    request: Request = {},
  ): Promise<Answer<Body>> =>
    fleet.call<Body>(tenantId, method, path, { ...request, claims: { scope: scopeOf() } });
const inNear = asked(() => ({ locations: [made.near.id], batteryTypes: null }));
const ofType = asked(() => ({ locations: null, batteryTypes: [made.type.id] }));
const nothing = asked(() => ({ locations: [], batteryTypes: null }));
const idsOf = async (answer: Promise<Answer<{ items: Shown[] }>>) =>
  (await answer).body.items.map(({ id }) => id);
const first = { 'if-match': '"1"' };

describe('a user of one location', () => {
  it('sees it with everything inside, and nothing beside it', async () => {
    expect(await idsOf(inNear('GET', '/v1/locations'))).toEqual([made.near.id, made.room.id]);
    expect(await idsOf(inNear('GET', '/v1/batteries'))).toEqual([made.inside.id, made.ofOtherType.id]);
    expect((await inNear('GET', `/v1/batteries/${made.inside.id}`)).status).toBe(200);
    for (const path of [`/v1/batteries/${made.outside.id}`, `/v1/locations/${made.far.id}`]) {
      expect((await inNear('GET', path)).status).toBe(404);
    }
  });

  it('does not reach beside it by a filter', async () => {
    expect(await idsOf(inNear('GET', `/v1/batteries?locationId=${made.far.id}`))).toEqual([]);
    expect(await idsOf(inNear('GET', `/v1/batteries?withinLocationId=${made.far.id}`))).toEqual([]);
    expect(
      await idsOf(inNear('GET', `/v1/batteries?serialNumber=${String(made.outside.serialNumber)}`)),
    ).toEqual([]);
    expect(await idsOf(inNear('GET', `/v1/locations?withinLocationId=${made.far.id}`))).toEqual([]);
  });

  it('does not change, commission or decommission what is beside it', async () => {
    const path = `/v1/batteries/${made.outside.id}`;
    expect((await inNear('PATCH', path, { headers: first, body: { name: 'x' } })).status).toBe(404);
    expect((await inNear('POST', `${path}/commission`)).status).toBe(404);
    expect((await inNear('POST', `${path}/decommission`)).status).toBe(404);
    const far = { headers: first, body: { name: 'x' } };
    expect((await inNear('PATCH', `/v1/locations/${made.far.id}`, far)).status).toBe(404);
    expect((await fleet.call<Shown>(tenantId, 'GET', path)).body.version).toBe(1);
  });

  it('brings nothing to a place beside it, nor to the root', async () => {
    const there = { body: batteryBody(made.type.id, made.far.id) };
    expect(await inNear('POST', '/v1/batteries', there)).toMatchObject({
      status: 404,
      body: { errors: [{ pointer: '/locationId' }] },
    });
    const move = { headers: first, body: { locationId: made.far.id } };
    expect((await inNear('PATCH', `/v1/batteries/${made.inside.id}`, move)).status).toBe(404);
    const under = { headers: first, body: { parentId: made.far.id } };
    expect((await inNear('PATCH', `/v1/locations/${made.room.id}`, under)).status).toBe(404);
    const toRoot = { headers: first, body: { parentId: null } };
    expect(await inNear('PATCH', `/v1/locations/${made.room.id}`, toRoot)).toMatchObject({
      status: 403,
      body: { code: 'ACCESS.OUT_OF_SCOPE' },
    });
    expect((await inNear('POST', '/v1/locations', { body: { name: 'site' } })).status).toBe(403);
    const inFar = { body: { name: 'in far', parentId: made.far.id } };
    expect((await inNear('POST', '/v1/locations', inFar)).status).toBe(404);
  });

  it('may add and move inside it', async () => {
    const body = { name: 'inner', parentId: made.near.id };
    const inner = await inNear('POST', '/v1/locations', { body });
    expect(inner.status).toBe(201);
    const move = { headers: first, body: { parentId: made.room.id } };
    expect((await inNear('PATCH', `/v1/locations/${inner.body.id}`, move)).status).toBe(200);
  });
});

describe('a user of one battery type', () => {
  it('sees its batteries only', async () => {
    expect(await idsOf(ofType('GET', '/v1/battery-types'))).toEqual([made.type.id]);
    expect(await idsOf(ofType('GET', '/v1/batteries'))).toEqual([made.inside.id, made.outside.id]);
    expect((await ofType('GET', `/v1/batteries/${made.ofOtherType.id}`)).status).toBe(404);
    expect((await ofType('GET', `/v1/battery-types/${made.otherType.id}`)).status).toBe(404);
  });

  it('gives no battery another type, and adds no type', async () => {
    const change = { headers: first, body: { batteryTypeId: made.otherType.id } };
    expect((await ofType('PATCH', `/v1/batteries/${made.inside.id}`, change)).status).toBe(404);
    const registered = await ofType('POST', '/v1/batteries', {
      body: batteryBody(made.otherType.id, made.room.id),
    });
    expect(registered.status).toBe(404);
    const name = 'a third type';
    expect((await ofType('POST', '/v1/battery-types', { body: { ...typeBody, name } })).status).toBe(403);
    const other = { headers: first, body: { notes: 'x' } };
    expect((await ofType('PATCH', `/v1/battery-types/${made.otherType.id}`, other)).status).toBe(404);
  });
});

describe('a user of nothing', () => {
  it('sees nothing of what stands somewhere', async () => {
    expect(await idsOf(nothing('GET', '/v1/locations'))).toEqual([]);
    expect(await idsOf(nothing('GET', '/v1/batteries'))).toEqual([]);
  });
});
