import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareFleetProjections } from '@trackingbms/tenant-database';
import type { FreshTenantDatabase } from '@trackingbms/tenant-database/testing';
import { callsOf, type Calls } from '../testing/calls.js';
import { addFleet, batteryBody, type Shown } from '../testing/requests.js';
import { startFleet, type RunningFleet } from '../testing/running-fleet.js';
import { SeenEvents } from '../testing/seen-events.js';

let fleet: RunningFleet;
let tenant: FreshTenantDatabase;
let call: Calls;
let made: Awaited<ReturnType<typeof addFleet>>;
let entries: SeenEvents;

beforeAll(async () => {
  fleet = await startFleet();
  tenant = await fleet.addTenant();
  call = callsOf(fleet, tenant.tenantId);
  made = await addFleet(fleet, tenant.tenantId);
  entries = new SeenEvents(fleet.eventLog);
  await entries.start();
});
afterAll(async () => {
  await entries.stop();
  await fleet.stop();
});

interface Connector {
  readonly id: number;
  readonly secret: string | null;
  readonly revokedAt: string | null;
}

const path = '/v1/site-connectors';
const addOne = (request: object = {}) =>
  call<Connector>('POST', path, { body: { name: 'Laval' }, ...request });
const rotate = (id: number) => call<Connector>('POST', `${path}/${id}/rotate`);
const revoke = (id: number) => call<Connector>('POST', `${path}/${id}/revoke`);
const entryOf = (id: number) =>
  entries.newest(tenant.tenantId, 'siteConnectorId').find((entry) => entry.siteConnectorId === id);
const hashOf = (secret: string | null) => createHash('sha256').update(String(secret)).digest('hex');
const bmsConfig = (siteConnectorId: number) => ({
  profile: 'sunspec-battery',
  transport: 'tcp',
  siteConnectorId,
});

describe('a site connector', () => {
  it('shows its secret once, and is told of by the hash', async () => {
    const { status, body, headers } = await addOne();
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`${path}/${body.id}`);
    expect(body.secret).toMatch(/^tbsite_[A-Za-z0-9_-]{43}$/);
    const one = await call<Connector>('GET', `${path}/${body.id}`);
    expect(one.body).toMatchObject({ id: body.id, name: 'Laval', lastCharacters: body.secret?.slice(-4) });
    expect(JSON.stringify([one.body, (await call('GET', path)).body])).not.toContain(body.secret);
    await entries.until(() => entryOf(body.id) !== undefined);
    const secretHash = hashOf(body.secret);
    expect(entryOf(body.id)).toEqual({
      siteConnectorId: body.id,
      version: 1,
      name: 'Laval',
      secretHash,
      isRevoked: false,
    });
  });

  it('gets another secret in the place of the one before', async () => {
    const { body } = await addOne();
    const rotated = await rotate(body.id);
    expect(rotated.body.secret).toMatch(/^tbsite_/);
    expect(rotated.body.secret).not.toBe(body.secret);
    await entries.until(() => entryOf(body.id)?.version === 2);
    expect(entryOf(body.id)).toMatchObject({ secretHash: hashOf(rotated.body.secret) });
  });

  it('is revoked for good', async () => {
    const { body } = await addOne();
    expect(await revoke(body.id)).toMatchObject({ status: 200, body: { revokedAt: expect.any(String) } });
    expect(await revoke(body.id)).toMatchObject({ status: 200 });
    expect(await rotate(body.id)).toMatchObject({ status: 409, body: { code: 'SITE_CONNECTOR.REVOKED' } });
    await entries.until(() => entryOf(body.id)?.isRevoked === true);
    expect(entryOf(body.id)).toMatchObject({ version: 2 });
  });

  it('hides its secret from a repeat under the same key', async () => {
    const headers = { 'idempotency-key': 'site-1' };
    const [one, two] = [await addOne({ headers }), await addOne({ headers })];
    expect(two.body).toEqual({ ...one.body, secret: null });
    const kept = await tenant.connections.reading(tenant.tenantId, ({ manager }) =>
      manager.query<unknown[]>('SELECT answer FROM idempotency_keys'),
    );
    expect(JSON.stringify(kept)).not.toContain(one.body.secret);
  });
});

describe('a battery on a site', () => {
  const register = (siteConnectorId: number) =>
    call<Shown>('POST', '/v1/batteries', {
      body: batteryBody(made.type.id, made.site.id, { bmsConfig: bmsConfig(siteConnectorId) }),
    });

  it('names a site connector of its own client that is in use', async () => {
    const [used, ended] = [(await addOne()).body.id, (await addOne()).body.id];
    await revoke(ended);
    expect(await register(used)).toMatchObject({ status: 201 });
    const errors = [{ pointer: '/bmsConfig/siteConnectorId' }];
    expect(await register(9_999)).toMatchObject({ status: 404, body: { errors } });
    expect(await register(ended)).toMatchObject({
      status: 422,
      body: { code: 'SITE_CONNECTOR.REVOKED', errors },
    });
  });

  it('may be changed while its site connector is revoked, but brought to no other such', async () => {
    const [mine, other] = [(await addOne()).body.id, (await addOne()).body.id];
    const { body: battery } = await register(mine);
    await revoke(mine);
    await revoke(other);
    const patch = (version: number, siteConnectorId: number) =>
      call('PATCH', `/v1/batteries/${battery.id}`, {
        headers: { 'if-match': `"${version}"` },
        body: { bmsConfig: { ...bmsConfig(siteConnectorId), unitId: 3 } },
      });
    expect(await patch(1, mine)).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await patch(2, other)).toMatchObject({ status: 422 });
  });
});

describe('who may', () => {
  it('manage site connectors is who may see the whole fleet', async () => {
    const { body } = await addOne();
    const scoped = { scope: { locations: [made.site.id], batteryTypes: null } };
    for (const claims of [scoped, { perms: ['batteries:write'] }]) {
      const answers = [
        await call('GET', path, { claims }),
        await call('GET', `${path}/${body.id}`, { claims }),
        await call('POST', path, { claims, body: { name: 'x' } }),
        await call('POST', `${path}/${body.id}/rotate`, { claims }),
        await call('POST', `${path}/${body.id}/revoke`, { claims }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    }
  });

  it('is nobody of another client, whatever the id', async () => {
    const foreign = callsOf(fleet, (await fleet.addTenant()).tenantId);
    const mine = await addOne();
    expect(await foreign('POST', `${path}/${mine.body.id}/revoke`)).toMatchObject({ status: 404 });
    const theirs = await foreign<Connector>('POST', path, { body: { name: 'Same id' } });
    expect(theirs.body.id).toBe(1);
    await foreign('POST', `${path}/1/revoke`);
    expect((await call<Connector>('GET', `${path}/1`)).body.revokedAt).toBeNull();
  });
});

describe('the rows', () => {
  it('are what the journal says, after everything above', async () => {
    expect(await tenant.connections.reading(tenant.tenantId, compareFleetProjections)).toEqual([]);
  });
});
