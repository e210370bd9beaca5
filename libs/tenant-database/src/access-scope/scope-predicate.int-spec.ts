import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { scopeAllows } from '@trackingbms/tenants';
import fc from 'fast-check';
import { freshTenantDatabase, type FreshTenantDatabase } from '../testing/index.js';
import { scopePredicate } from './scope-predicate.js';

interface BatteryRow {
  id: number;
  typeId: number;
  path: string;
}

/** Parents by id; ids with a common beginning show whether 1 is told from 11 and 12. */
const parents: Readonly<Record<number, number | null>> = {
  1: null,
  2: null,
  3: 1,
  4: 3,
  5: 1,
  11: 2,
  12: 11,
  21: 12,
};
const typeIds = [1, 2, 11];
let fresh: FreshTenantDatabase;
let batteries: BatteryRow[];

beforeAll(async () => {
  fresh = await freshTenantDatabase();
  await fresh.connections.inTransaction(fresh.tenantId, async ({ manager }) => {
    for (const [id, parentId] of Object.entries(parents)) {
      await manager.query(
        'INSERT INTO locations (id, name, slug, parent_id, path, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
        [id, id, id, parentId, pathOf(Number(id)), new Date(0), new Date(0)],
      );
    }
    for (const id of typeIds) {
      await manager.query(
        'INSERT INTO battery_types (id, name, slug, chemistry, nominal_voltage, capacity_ah, capacity_wh, cell_count, created_at, updated_at) VALUES (?, ?, ?, ?, 1, 1, 1, 1, ?, ?)',
        [id, id, id, 'other', new Date(0), new Date(0)],
      );
    }
    let serial = 0;
    for (const locationId of Object.keys(parents)) {
      for (const typeId of typeIds) {
        serial++;
        await manager.query(
          'INSERT INTO batteries (uuid, serial_number, name, battery_type_id, location_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
          [`u${serial}`, `s${serial}`, `n${serial}`, typeId, locationId, new Date(0), new Date(0)],
        );
      }
    }
    batteries = await manager.query(
      'SELECT b.id, b.battery_type_id AS typeId, l.path FROM batteries b JOIN locations l ON l.id = b.location_id',
    );
  });
});

afterAll(() => fresh.drop());

function pathOf(id: number): string {
  const parent = parents[id];
  return `${parent ? pathOf(parent) : '/'}${id}/`;
}

function allowedList(ids: readonly number[]): fc.Arbitrary<number[] | null> {
  return fc.option(fc.uniqueArray(fc.constantFrom(...ids)), { nil: null });
}

describe('the scope of a user in the database', () => {
  it('lets through what the domain allows, and nothing else', async () => {
    const known = Object.keys(parents).map(Number);
    await fc.assert(
      fc.asyncProperty(
        allowedList([...known, 99]),
        allowedList([...typeIds, 99]),
        async (locations, batteryTypes) => {
          const scope = { locations, batteryTypes };
          const within = scopePredicate(scope, {
            locationId: 'b.location_id',
            batteryTypeId: 'b.battery_type_id',
          });
          const rows: { id: number }[] = await fresh.connections.reading(fresh.tenantId, ({ manager }) =>
            manager.query(`SELECT b.id FROM batteries b WHERE ${within.sql}`, [...within.parameters]),
          );
          const allowed = batteries.filter(({ path, typeId }) =>
            scopeAllows(scope, {
              locationPath: path.split('/').filter(Boolean).map(Number),
              batteryTypeId: typeId,
            }),
          );
          expect(rows.map(({ id }) => id).sort()).toEqual(allowed.map(({ id }) => id).sort());
        },
      ),
      { numRuns: 100 },
    );
  });

  it('does not count a location whose path is not set yet', async () => {
    await fresh.connections.inTransaction(fresh.tenantId, ({ manager }) =>
      manager.query(
        "INSERT INTO locations (id, name, slug, path, created_at, updated_at) VALUES (77, 'x', 'x', '', ?, ?)",
        [new Date(0), new Date(0)],
      ),
    );
    const within = scopePredicate(
      { locations: [77], batteryTypes: null },
      { locationId: 'l.id', batteryTypeId: null },
    );
    const rows: unknown = await fresh.connections.reading(fresh.tenantId, ({ manager }) =>
      manager.query(`SELECT l.id FROM locations l WHERE ${within.sql}`, [...within.parameters]),
    );
    expect(rows).toEqual([]);
  });
});
