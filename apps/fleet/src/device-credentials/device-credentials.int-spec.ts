import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topics } from '@trackingbms/message-contracts';
import { compareFleetProjections } from '@trackingbms/tenant-database';
import type { FreshTenantDatabase } from '@trackingbms/tenant-database/testing';
import { callsOf, type Calls } from '../testing/calls.js';
import { add, addFleet, batteryBody } from '../testing/requests.js';
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

interface Credential {
  readonly id: number;
  readonly lastCharacters: string;
  readonly revokedAt: string | null;
  readonly secret: string | null;
}

const newBattery = async () =>
  (await add(fleet, tenant.tenantId, 'batteries', batteryBody(made.type.id, made.site.id))).id;
const at = (batteryId: number) => `/v1/batteries/${batteryId}/credentials`;
const issue = (batteryId: number, request: object = {}) => call<Credential>('POST', at(batteryId), request);
const listed = async (batteryId: number) =>
  (await call<{ items: Credential[] }>('GET', at(batteryId))).body.items;
const entryOf = (id: number) =>
  entries.newest(tenant.tenantId, 'deviceCredentialId').find((entry) => entry.deviceCredentialId === id);

describe("a device's credential", () => {
  it('is shown once, and then only by its last characters', async () => {
    const batteryId = await newBattery();
    const { status, body } = await issue(batteryId);
    expect(status).toBe(201);
    expect(body.secret).toMatch(/^tbdev_[A-Za-z0-9_-]{43}$/);
    const [shown] = await listed(batteryId);
    expect(shown).toEqual({
      id: body.id,
      batteryId,
      lastCharacters: body.secret?.slice(-4),
      createdAt: expect.any(String),
      revokedAt: null,
    });
  });

  it('is kept as its hash only, wherever it could be', async () => {
    const batteryId = await newBattery();
    const { body } = await issue(batteryId, { headers: { 'idempotency-key': 'kept' } });
    const secret = String(body.secret);
    await entries.until(() => entryOf(body.id) !== undefined);
    const secretHash = createHash('sha256').update(secret).digest('hex');
    expect(entryOf(body.id)).toEqual({
      deviceCredentialId: body.id,
      version: 1,
      batteryId,
      secretHash,
      isRevoked: false,
    });
    const tables = ['event_journal', 'device_credentials', 'idempotency_keys'];
    const kept = await tenant.connections.reading(tenant.tenantId, ({ manager }) =>
      Promise.all(tables.map((table) => manager.query<unknown[]>(`SELECT * FROM ${table}`))),
    );
    expect(JSON.stringify(kept)).toContain(secretHash);
    expect(JSON.stringify([kept, entries.all])).not.toContain(secret);
  });

  it('is not shown to a repeat under the same key, which issues no other', async () => {
    const batteryId = await newBattery();
    const headers = { 'idempotency-key': 'repeat' };
    const [one, two] = [await issue(batteryId, { headers }), await issue(batteryId, { headers })];
    expect(two).toMatchObject({ status: 201, body: { ...one.body, secret: null } });
    expect(await listed(batteryId)).toHaveLength(1);
  });

  it('is one of at most five of its battery, also when all are asked for at once', async () => {
    const batteryId = await newBattery();
    const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => issue(batteryId)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused).toMatchObject({ body: { code: 'DEVICE_CREDENTIAL.TOO_MANY' } });
    await call('DELETE', `${at(batteryId)}/${(await listed(batteryId))[0]?.id}`);
    expect((await issue(batteryId)).status).toBe(201);
  });

  it('is revoked at once and for good', async () => {
    const batteryId = await newBattery();
    const { body } = await issue(batteryId);
    const path = `${at(batteryId)}/${body.id}`;
    const first = await call('DELETE', path);
    expect(first).toMatchObject({ status: 200, body: { id: body.id, revokedAt: expect.any(String) } });
    expect(await call('DELETE', path)).toMatchObject({ status: 200, body: first.body });
    await entries.until(() => entryOf(body.id)?.isRevoked === true);
    expect(entryOf(body.id)).toMatchObject({ version: 2, batteryId });
  });

  it('ends with its battery', async () => {
    const batteryId = await newBattery();
    const [one, two] = [await issue(batteryId), await issue(batteryId)];
    await call('POST', `/v1/batteries/${batteryId}/decommission`);
    expect((await listed(batteryId)).every(({ revokedAt }) => revokedAt !== null)).toBe(true);
    await entries.until(() => [one, two].every(({ body }) => entryOf(body.id)?.isRevoked === true));
    expect(await issue(batteryId)).toMatchObject({ status: 409, body: { code: 'BATTERY.DECOMMISSIONED' } });
  });

  it('belongs to its battery', async () => {
    const [mine, other] = [await newBattery(), await newBattery()];
    const { body } = await issue(mine);
    expect(await call('DELETE', `${at(other)}/${body.id}`)).toMatchObject({
      status: 404,
      body: { code: 'DEVICE_CREDENTIAL.NOT_FOUND' },
    });
    expect((await listed(mine))[0]?.revokedAt).toBeNull();
  });
});

describe('who may', () => {
  it('see a credential is who may see its battery', async () => {
    const batteryId = await newBattery();
    const { body } = await issue(batteryId);
    const elsewhere = await add(fleet, tenant.tenantId, 'locations', { name: 'Elsewhere' });
    const claims = { scope: { locations: [elsewhere.id], batteryTypes: null } };
    const asked = [
      await call('GET', at(batteryId), { claims }),
      await call('POST', at(batteryId), { claims }),
      await call('DELETE', `${at(batteryId)}/${body.id}`, { claims }),
    ];
    for (const answer of asked) expect(answer).toMatchObject({ status: 404 });
    const within = { scope: { locations: [made.site.id], batteryTypes: null } };
    expect(await call('GET', at(batteryId), { claims: within })).toMatchObject({ status: 200 });
  });

  it('issue and revoke is said by a permission of its own', async () => {
    const batteryId = await newBattery();
    const { body } = await issue(batteryId);
    const claims = { perms: ['batteries:write', 'credentials:read'] };
    expect(await call('GET', at(batteryId), { claims })).toMatchObject({ status: 200 });
    expect(await call('POST', at(batteryId), { claims })).toMatchObject({ status: 403 });
    expect(await call('DELETE', `${at(batteryId)}/${body.id}`, { claims })).toMatchObject({ status: 403 });
  });

  it('is nobody of another client, whatever the ids', async () => {
    const other = await fleet.addTenant();
    await addFleet(fleet, other.tenantId);
    const foreign = callsOf(fleet, other.tenantId);
    const mine = await issue(made.battery.id);
    const theirs = await foreign<Credential>('POST', at(1));
    expect(theirs.body.id).toBe(1);
    await foreign('DELETE', `${at(1)}/1`);
    const before = await listed(made.battery.id);
    expect(before.find(({ id }) => id === mine.body.id)?.revokedAt).toBeNull();
    expect(await foreign('DELETE', `${at(1)}/${mine.body.id}`)).toMatchObject({ status: 404 });
  });
});

describe('after everything above', () => {
  it('the world was told ids, and the rows are what the journal says', async () => {
    const events = new SeenEvents(fleet.eventLog, topics.fleetEvents);
    await events.start();
    const told = events.all.filter(({ type }) => type.includes('DeviceCredential'));
    const fields = new Set(told.flatMap(({ data }) => Object.keys(data)));
    expect([...fields].sort()).toEqual(['batteryId', 'deviceCredentialId', 'version']);
    await events.stop();
    expect(await tenant.connections.reading(tenant.tenantId, compareFleetProjections)).toEqual([]);
  });
});
