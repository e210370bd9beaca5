import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { topics } from '@trackingbms/message-contracts';
import { compareFleetProjections } from '@trackingbms/tenant-database';
import type { FreshTenantDatabase } from '@trackingbms/tenant-database/testing';
import { callsOf, type Calls } from '../testing/calls.js';
import { startFleet, type RunningFleet } from '../testing/running-fleet.js';
import { SeenEvents } from '../testing/seen-events.js';

let fleet: RunningFleet;
let tenant: FreshTenantDatabase;
let call: Calls;

beforeAll(async () => {
  fleet = await startFleet();
});
beforeEach(async () => {
  tenant = await fleet.addTenant();
  call = callsOf(fleet, tenant.tenantId);
});
afterAll(() => fleet.stop());

const textOf = (profile: string, version: number, type = 'u16') => `profile: ${profile}
version: ${version}
title: Our rack
protocol: modbus
transports: [tcp]
currentSign: { positive: charging }
fields:
  packVoltage: { from: { table: holding, address: 1, type: ${type} }, scale: 0.1 }
`;
const add = (text: string, request: object = {}) =>
  call('POST', '/v1/device-profiles', { body: { text }, ...request });

interface Item {
  readonly id: number | null;
  readonly origin: string;
  readonly name: string;
  readonly version: number;
  readonly isActive: boolean;
}
const list = async (query = '') =>
  (await call<{ items: Item[]; nextCursor: string | null }>('GET', `/v1/device-profiles${query}`)).body;
const own = async () => (await list()).items.filter(({ origin }) => origin === 'own');

describe("a client's own device profile", () => {
  it('is added, shown with its text, and listed after those that are shipped', async () => {
    const answer = await add(textOf('our-rack', 1));
    expect(answer).toMatchObject({
      status: 201,
      body: {
        origin: 'own',
        name: 'our-rack',
        version: 1,
        title: 'Our rack',
        protocol: 'modbus',
        transports: ['tcp'],
        isActive: true,
      },
    });
    expect(answer.headers.get('location')).toBe(`/v1/device-profiles/${answer.body.id}`);
    const one = await call('GET', `/v1/device-profiles/${answer.body.id}`);
    expect(one.body).toMatchObject({ ...answer.body, text: textOf('our-rack', 1) });
    const { items } = await list();
    expect(items[0]).toMatchObject({ id: null, origin: 'shipped', isActive: true });
    expect(items.at(-1)).toEqual(answer.body);
  });

  it('is never changed: a higher version stands beside it', async () => {
    await add(textOf('our-rack', 2));
    for (const version of [1, 2]) {
      expect(await add(textOf('our-rack', version))).toMatchObject({
        status: 409,
        body: { code: 'DEVICE_PROFILE.VERSION_NOT_HIGHER' },
      });
    }
    expect((await add(textOf('our-rack', 3))).status).toBe(201);
    expect((await own()).map(({ version }) => version)).toEqual([2, 3]);
  });

  it('is added once by two requests at the same time', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => add(textOf('our-rack', 1))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(await own()).toHaveLength(1);
  });

  it('cannot take the name of one that is shipped', async () => {
    expect(await add(textOf('sunspec-battery', 99))).toMatchObject({
      status: 409,
      body: { code: 'DEVICE_PROFILE.NAME_SHIPPED' },
    });
  });

  it('is refused with the path of every wrong field, in the language of who asks', async () => {
    const text = textOf('our-rack', 1, 'u17').replace('scale', 'sacle').replace('title: Our rack\n', '');
    const answer = await add(text, { headers: { 'accept-language': 'fr' } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'DEVICE_PROFILE.INVALID' } });
    expect(answer.body.detail).toContain('profil d’appareil');
    const pointers = (answer.body.errors as { pointer: string }[]).map(({ pointer }) => pointer);
    expect(pointers.sort()).toEqual(['/fields/packVoltage/from/type', '/fields/packVoltage/sacle', '/title']);
  });

  it.each([
    ['nothing', ''],
    ['control characters', 'profile: a\u0000'],
    ['halves of characters', 'profile: a\ud800'],
    ['more than 200,000 characters', '#'.repeat(200_001)],
  ])('is refused as %s', async (_, text) => {
    expect(await add(text)).toMatchObject({ status: 400, body: { errors: [{ pointer: '/text' }] } });
  });

  it('is refused with a file beside it, which cannot be there', async () => {
    const text = `${textOf('our-can', 1).replace('modbus', 'canbus').replace('[tcp]', '[candump]')}dbcFile: a.dbc\n`;
    const answer = await add(text);
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toContain('/dbcFile');
  });

  it('is retired, which changes nothing when it is retired already', async () => {
    const { body } = await add(textOf('our-rack', 1));
    const path = `/v1/device-profiles/${body.id}/retire`;
    expect(await call('POST', path)).toMatchObject({ status: 200, body: { isActive: false } });
    expect(await call('POST', path)).toMatchObject({ status: 200, body: { isActive: false } });
    expect(await own()).toMatchObject([{ isActive: false }]);
    expect(await add(textOf('our-rack', 1))).toMatchObject({ status: 409 });
    expect(await call('POST', '/v1/device-profiles/999/retire')).toMatchObject({ status: 404 });
  });

  it('is listed page by page', async () => {
    for (const version of [1, 2, 3]) await add(textOf('our-rack', version));
    const first = await list('?limit=2');
    const second = await list(`?limit=2&cursor=${first.nextCursor}`);
    expect(first.items.filter(({ origin }) => origin === 'own').map(({ version }) => version)).toEqual([
      1, 2,
    ]);
    expect(second.items.map(({ version }) => version)).toEqual([3]);
    expect(second.nextCursor).toBeNull();
  });

  it('answers a repeat under the same key as before', async () => {
    const headers = { 'idempotency-key': 'profile-1' };
    const [one, two] = [
      await add(textOf('our-rack', 1), { headers }),
      await add(textOf('our-rack', 1), { headers }),
    ];
    expect(two).toMatchObject({ status: 201, body: one.body });
  });
});

describe('who may', () => {
  it('add and retire is who may see the whole fleet and has the permission', async () => {
    const { body } = await add(textOf('our-rack', 1));
    const reader = { perms: ['device-profiles:read'] };
    const scoped = { scope: { locations: [1], batteryTypes: null } };
    for (const claims of [reader, scoped]) {
      expect(await add(textOf('our-rack', 2), { claims })).toMatchObject({ status: 403 });
      expect(await call('POST', `/v1/device-profiles/${body.id}/retire`, { claims })).toMatchObject({
        status: 403,
      });
      expect(await call('GET', '/v1/device-profiles', { claims })).toMatchObject({ status: 200 });
    }
    expect(await call('GET', '/v1/device-profiles', { claims: { perms: [] } })).toMatchObject({
      status: 403,
    });
  });

  it('see a profile is its own client, whatever its id and name', async () => {
    const other = await fleet.addTenant();
    const { body } = await add(`${textOf('our-rack', 1)}sources: [canary]\n`);
    const foreign = callsOf(fleet, other.tenantId);
    expect(await foreign('GET', `/v1/device-profiles/${body.id}`)).toMatchObject({ status: 404 });
    const theirs = await foreign('POST', '/v1/device-profiles', { body: { text: textOf('our-rack', 1) } });
    expect(theirs).toMatchObject({ status: 201, body: { id: body.id } });
    await foreign('POST', `/v1/device-profiles/${body.id}/retire`);
    expect(await own()).toMatchObject([{ id: body.id, isActive: true }]);
    const shown = await foreign('GET', `/v1/device-profiles/${body.id}`);
    expect(JSON.stringify(shown.body)).not.toContain('canary');
  });
});

describe('what is told of it', () => {
  it('are the events without its text, and its whole state until it is retired', async () => {
    const [entries, events] = [
      new SeenEvents(fleet.eventLog),
      new SeenEvents(fleet.eventLog, topics.fleetEvents),
    ];
    await Promise.all([entries.start(), events.start()]);
    const { body } = await add(textOf('our-rack', 1));
    const entry = () => entries.newest(tenant.tenantId, 'deviceProfileId');
    await entries.until(() => entry().length === 1);
    const identity = { deviceProfileId: body.id, profile: 'our-rack', profileVersion: 1 };
    expect(entry()).toEqual([{ ...identity, version: 1, text: textOf('our-rack', 1), isActive: true }]);
    await call('POST', `/v1/device-profiles/${body.id}/retire`);
    await entries.until(() => entry()[0]?.version === 2);
    expect(entry()).toEqual([{ ...identity, version: 2, text: '', isActive: false }]);
    const told = () => events.all.filter(({ tenantId }) => tenantId === tenant.tenantId);
    await events.until(() => told().length === 2);
    expect(told().map(({ data }) => data)).toEqual([
      { ...identity, version: 1, protocol: 'modbus' },
      { deviceProfileId: body.id, version: 2 },
    ]);
    expect(await tenant.connections.reading(tenant.tenantId, compareFleetProjections)).toEqual([]);
    await Promise.all([entries.stop(), events.stop()]);
  });
});
