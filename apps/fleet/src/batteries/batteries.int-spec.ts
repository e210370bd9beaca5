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

describe('registering a battery', () => {
  it('answers where it is, its version, and the specification’s defaults', async () => {
    const body = batteryBody(made.type.id, made.site.id);
    const answer = await call('POST', '/v1/batteries', { body });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/v1/batteries/${answer.body.id}`);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.body).toMatchObject({
      ...body,
      version: 1,
      status: 'commissioning',
      isActive: true,
      bmsPort: 80,
      bmsProtocol: 'thingset',
      bmsConfig: {},
      customVoltageMax: null,
      alertsEnabled: true,
      commissioningDate: null,
    });
    const again = await call('GET', `/v1/batteries/${answer.body.id}`);
    expect(again.body).toEqual(answer.body);
    expect(again.headers.get('etag')).toBe('"1"');
  });

  it('keeps every field to the last digit', async () => {
    const wanted = {
      internalId: 'EDS-7',
      bmsId: 'node-1',
      bmsIpAddress: 'fd00::1:2',
      bmsPort: 502,
      bmsProtocol: 'modbus',
      bmsConfig: { profile: 'sunspec-battery', transport: 'tcp', unitId: 0, pollIntervalSeconds: 5 },
      warrantyStartDate: '2024-02-29',
      customVoltageMin: 10.11,
      customVoltageMax: 14.59,
      customTempMin: -5,
      customTempMax: 45,
      customCurrentChargeMax: 0,
      customCurrentDischargeMax: 99.99,
      alertsEnabled: false,
      criticalAlertsOnly: true,
      alertContacts: { emails: ['a@example.com'], phones: ['+1 418 555-0100'] },
      notes: 'Première\nligne',
    };
    const shown = await register(wanted);
    expect(shown).toMatchObject(wanted);
  });

  it('takes an IPv6 address in any spelling and shows one', async () => {
    expect(await register({ bmsIpAddress: 'FD00:0:0::1' })).toMatchObject({ bmsIpAddress: 'fd00::1' });
  });

  it('refuses a serial number that is taken', async () => {
    const { serialNumber } = await register();
    const answer = await call('POST', '/v1/batteries', {
      body: batteryBody(made.type.id, made.site.id, { serialNumber }),
    });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      code: 'FLEET.VALUE_TAKEN',
      errors: [{ pointer: '/serialNumber', code: 'VALUE_TAKEN' }],
    });
  });

  it('refuses limits that cross, in the caller’s language', async () => {
    const answer = await call('POST', '/v1/batteries', {
      body: batteryBody(made.type.id, made.site.id, { customVoltageMin: 15 }),
      headers: { 'accept-language': 'fr' },
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'BATTERY.LIMITS_CROSSED' } });
    expect(answer.body.detail).toContain('limite basse');
  });

  it('does not find a type or location that is not there', async () => {
    for (const [field, code] of [
      ['batteryTypeId', 'BATTERY_TYPE.NOT_FOUND'],
      ['locationId', 'LOCATION.NOT_FOUND'],
    ]) {
      const body = { ...batteryBody(made.type.id, made.site.id), [String(field)]: 999_999 };
      const answer = await call('POST', '/v1/batteries', { body });
      expect(answer).toMatchObject({ status: 404, body: { code, errors: [{ pointer: `/${field}` }] } });
    }
  });
});

const wrong: readonly [string, object, string, string][] = [
  ['octal address', { bmsIpAddress: '010.0.0.1' }, '/bmsIpAddress', 'IS_IP_LITERAL'],
  ['host name', { bmsIpAddress: 'localhost' }, '/bmsIpAddress', 'IS_IP_LITERAL'],
  ['zone of IPv6', { bmsIpAddress: 'fe80::1%eth0' }, '/bmsIpAddress', 'IS_IP_LITERAL'],
  [
    'unknown key of the configuration',
    { bmsConfig: config({ pass: 'x' }) },
    '/bmsConfig/pass',
    'UNKNOWN_FIELD',
  ],
  ['unit 248', { bmsConfig: config({ unitId: 248 }) }, '/bmsConfig/unitId', 'MAX'],
  [
    'a poll every 0 s',
    { bmsConfig: config({ pollIntervalSeconds: 0 }) },
    '/bmsConfig/pollIntervalSeconds',
    'MIN',
  ],
  [
    'a time-out of 99 ms',
    { bmsConfig: config({ timeoutMilliseconds: 99 }) },
    '/bmsConfig/timeoutMilliseconds',
    'MIN',
  ],
  ['a node with a line break', { bmsConfig: config({ nodeId: 'a\nb' }) }, '/bmsConfig/nodeId', 'MATCHES'],
  ['a ThingSet mode that is none', { bmsConfig: config({ mode: 'hex' }) }, '/bmsConfig/mode', 'IS_IN'],
  ['a word for a flag', { bmsConfig: config({ checksum: 'yes' }) }, '/bmsConfig/checksum', 'IS_BOOLEAN'],
  [
    'a number for a flag',
    { bmsConfig: config({ keepRawFrames: 1 }) },
    '/bmsConfig/keepRawFrames',
    'IS_BOOLEAN',
  ],
  [
    'a configuration without a profile',
    { bmsConfig: { transport: 'tcp' } },
    '/bmsConfig/profile',
    'IS_STRING',
  ],
  ['a list for a configuration', { bmsConfig: [config({})] }, '/bmsConfig', 'IS_OBJECT'],
  ['a third decimal', { customVoltageMin: 1.005 }, '/customVoltageMin', 'HAS_DECIMALS'],
  ['a text for a number', { customTempMin: '5' }, '/customTempMin', 'IS_INT'],
  ['a day that is none', { purchaseDate: '2025-02-29' }, '/purchaseDate', 'IS_DAY'],
  ['null for a name', { name: null }, '/name', 'IS_STRING'],
  ['an empty name', { name: '' }, '/name', 'MIN_LENGTH'],
  ['an unknown field', { healthScore: 12 }, '/healthScore', 'UNKNOWN_FIELD'],
  ['port 0', { bmsPort: 0 }, '/bmsPort', 'MIN'],
  ['an address that is none', { alertContacts: { emails: ['x'] } }, '/alertContacts/emails', 'IS_EMAIL'],
];

function config(changes: object): object {
  return { profile: 'libre-solar-bms', transport: 'tcp', ...changes };
}

describe('what is sent', () => {
  it.each(wrong)('is refused with the path of the field: %s', async (_, changes, pointer, code) => {
    const posted = await call('POST', '/v1/batteries', {
      body: batteryBody(made.type.id, made.site.id, changes),
    });
    expect(posted.status).toBe(400);
    expect(posted.body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
    const patched = await call('PATCH', `/v1/batteries/${made.battery.id}`, {
      headers: { 'if-match': '"1"' },
      body: changes,
    });
    expect(patched.status).toBe(400);
    expect(patched.body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it.each(['abc', '0', '-1', '2147483648', '1.5'])('is refused for the id %s', async (id) => {
    expect(await call('GET', `/v1/batteries/${id}`)).toMatchObject({
      status: 400,
      body: { code: 'REQUEST.INVALID' },
    });
  });
});

describe('the rows', () => {
  it('are what the journal says, after everything above', async () => {
    const differing = await tenant.connections.reading(tenant.tenantId, compareFleetProjections);
    expect(differing).toEqual([]);
  });
});
