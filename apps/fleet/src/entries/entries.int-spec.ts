import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { topics } from '@trackingbms/message-contracts';
import { compareFleetProjections } from '@trackingbms/tenant-database';
import type { FreshTenantDatabase } from '@trackingbms/tenant-database/testing';
import { add, addFleet, type Shown } from '../testing/requests.js';
import { startFleet, type RunningFleet } from '../testing/running-fleet.js';
import { SeenEvents } from '../testing/seen-events.js';

let fleet: RunningFleet;
let tenant: FreshTenantDatabase;
let entries: SeenEvents;
let events: SeenEvents;

beforeAll(async () => {
  fleet = await startFleet();
});
beforeEach(async () => {
  tenant = await fleet.addTenant();
  entries = new SeenEvents(fleet.eventLog);
  events = new SeenEvents(fleet.eventLog, topics.fleetEvents);
  await Promise.all([entries.start(), events.start()]);
});
afterEach(() => Promise.all([entries.stop(), events.stop()]));
afterAll(() => fleet.stop());

const own = (seen: SeenEvents) => seen.all.filter(({ tenantId }) => tenantId === tenant.tenantId);
const typesOf = (seen: SeenEvents) => own(seen).map(({ type }) => type.split('.')[2]);
const patch = (path: string, version: number, body: object) =>
  fleet.call<Shown>(tenant.tenantId, 'PATCH', path, { headers: { 'if-match': `"${version}"` }, body });

describe('what is done', () => {
  it('is told at once: the event, and the whole state', async () => {
    const { type, site, battery } = await addFleet(fleet, tenant.tenantId);
    await fleet.call(tenant.tenantId, 'POST', `/v1/batteries/${battery.id}/commission`);
    await patch(`/v1/batteries/${battery.id}`, 2, {
      customTempMax: 50,
      alertContacts: { phones: ['555-0100'] },
    });
    await entries.until(() =>
      entries.newest(tenant.tenantId, 'batteryId').some(({ version }) => version === 3),
    );
    await events.until(() => typesOf(events).length === 5);
    expect(entries.newest(tenant.tenantId, 'batteryId')).toEqual([
      {
        batteryId: battery.id,
        version: 3,
        uuid: battery.uuid,
        serialNumber: battery.serialNumber,
        name: battery.name,
        batteryTypeId: type.id,
        locationId: site.id,
        status: 'operational',
        isActive: true,
        bmsPort: 80,
        bmsProtocol: 'thingset',
        bmsConfig: {},
        customTempMax: 50,
        alertsEnabled: true,
        criticalAlertsOnly: false,
      },
    ]);
    expect(typesOf(events)).toEqual([
      'BatteryTypeAdded',
      'LocationAdded',
      'BatteryRegistered',
      'BatteryCommissioned',
      'BatteryChanged',
    ]);
    expect(own(events).at(-1)?.data).toEqual({
      batteryId: battery.id,
      version: 3,
      changed: ['customTempMax', 'alertContacts'],
    });
    expect(JSON.stringify([...entries.all, ...events.all])).not.toContain('555-0100');
  });

  it('is told of everything inside a location that moves', async () => {
    const place = (name: string, parentId: number | null) =>
      add(fleet, tenant.tenantId, 'locations', { name, parentId });
    const [a, target] = [await place('a', null), await place('target', null)];
    const b = await place('b', a.id);
    const c = await place('c', b.id);
    await patch(`/v1/locations/${a.id}`, 1, { parentId: target.id });
    await entries.until(
      () => entries.newest(tenant.tenantId, 'locationId').filter(({ version }) => version === 2).length === 3,
    );
    const paths = entries
      .newest(tenant.tenantId, 'locationId')
      .map(({ locationId, path }) => [locationId, path]);
    expect(new Map(paths as [number, string][])).toEqual(
      new Map([
        [target.id, `/${target.id}/`],
        [a.id, `/${target.id}/${a.id}/`],
        [b.id, `/${target.id}/${a.id}/${b.id}/`],
        [c.id, `/${target.id}/${a.id}/${b.id}/${c.id}/`],
      ]),
    );
  });
});

const insertFirstRows = () =>
  tenant.connections.inTransaction(tenant.tenantId, async ({ manager }) => {
    const moment = new Date('2026-01-01T00:00:00.000Z');
    await manager.query(
      `INSERT INTO battery_types (name, slug, chemistry, nominal_voltage, capacity_ah, capacity_wh, cell_count, created_at, updated_at)
       VALUES ('first', 'first', 'lifepo4', 12.8, 100, 1280, 4, ?, ?), ('second', 'second', 'ncm', 48, 20, 960, 13, ?, ?)`,
      [moment, moment, moment, moment],
    );
    await manager.query(
      `INSERT INTO locations (name, slug, level, environment_type, created_at, updated_at)
       VALUES ('Site Principal', 'site-principal', 1, 'indoor', ?, ?)`,
      [moment, moment],
    );
  });

describe('what provisioning inserted', () => {
  it('is recorded and told once the client is seen, and not again', async () => {
    await insertFirstRows();
    await fleet.announce(tenant.tenantId);
    await entries.until(() => own(entries).length === 3);
    expect(entries.newest(tenant.tenantId, 'locationId')).toMatchObject([{ version: 1, path: '/1/' }]);
    await fleet.announce(tenant.tenantId, { version: 2 });
    // A command of the same client comes after whatever its second announcement would have made.
    await add(fleet, tenant.tenantId, 'locations', { name: 'after' });
    await entries.until(() => entries.newest(tenant.tenantId, 'locationId').length === 2);
    expect(typesOf(events).sort()).toEqual([
      'BatteryTypeAdded',
      'BatteryTypeAdded',
      'LocationAdded',
      'LocationAdded',
    ]);
    const differing = await tenant.connections.reading(tenant.tenantId, compareFleetProjections);
    expect(differing).toEqual([]);
  });

  it('may be changed before the client is seen', async () => {
    await insertFirstRows();
    const changed = await patch('/v1/battery-types/1', 1, { notes: 'checked' });
    expect(changed).toMatchObject({ status: 200, body: { version: 2 } });
    const inside = await add(fleet, tenant.tenantId, 'locations', { name: 'Room', parentId: 1 });
    expect(inside.path).toBe(`/1/${inside.id}/`);
    const differing = await tenant.connections.reading(tenant.tenantId, compareFleetProjections);
    expect(differing).toEqual([]);
  });
});

describe('what a crash left unpublished', () => {
  it('is told by the sweep of the next start', async () => {
    await addFleet(fleet, tenant.tenantId);
    await entries.until(() => own(entries).length === 3);
    await tenant.connections.inTransaction(tenant.tenantId, ({ manager }) =>
      manager.query('UPDATE event_journal SET published_at = NULL'),
    );
    await fleet.announce(tenant.tenantId);
    await fleet.restart();
    await entries.until(() => own(entries).length === 6);
    expect(new Set(own(entries).map(({ id }) => id)).size).toBe(3);
  });
});
