import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSqlSession, type ClosableSqlSession } from '../migrations/sql-session.js';
import { freshTenantDatabase, type FreshTenantDatabase } from '../testing/index.js';
import { seedFirstData } from './seed-first-data.js';

const at = Date.UTC(2026, 2, 8, 7, 30, 0, 123);
let fresh: FreshTenantDatabase;
let session: ClosableSqlSession;

beforeAll(async () => {
  fresh = await freshTenantDatabase();
  session = await openSqlSession(fresh.coordinates);
});

afterAll(async () => {
  await session.close();
  await fresh.drop();
});

function everything(): Promise<unknown> {
  return Promise.all(
    ['battery_types', 'locations', 'custom_fields'].map((table) =>
      session.query(`SELECT * FROM ${table} ORDER BY id`),
    ),
  );
}

describe('the first data of the batteries template', () => {
  it('is what the specification lists', async () => {
    await seedFirstData(session, 'batteries', at);
    expect(
      await session.query(
        'SELECT slug, chemistry, capacity_wh, cell_count, operating_temp_min FROM battery_types',
      ),
    ).toEqual([
      {
        slug: 'lifepo4-12v-100ah',
        chemistry: 'lifepo4',
        capacity_wh: 1280,
        cell_count: 4,
        operating_temp_min: -20,
      },
      {
        slug: 'li-ion-24v-50ah',
        chemistry: 'li-ion',
        capacity_wh: 1260,
        cell_count: 7,
        operating_temp_min: -20,
      },
      { slug: 'ncm-48v-20ah', chemistry: 'ncm', capacity_wh: 960, cell_count: 13, operating_temp_min: -20 },
    ]);
    expect(await session.query('SELECT name, path, created_at FROM locations')).toEqual([
      { name: 'Site Principal', path: '/1/', created_at: new Date(at) },
      { name: 'Entrepôt Nord', path: '/2/', created_at: new Date(at) },
      { name: 'Installation Externe', path: '/3/', created_at: new Date(at) },
    ]);
    const fields = (await session.query(
      'SELECT field_name, options FROM custom_fields ORDER BY display_order',
    )) as {
      field_name: string;
      options: string[] | null;
    }[];
    expect(fields.map((row) => row.field_name)).toEqual([
      'project_name',
      'functionality',
      'responsible_person',
      'installation_notes',
      'maintenance_contract',
    ]);
    expect(fields[1]?.options).toEqual([
      'Éclairage',
      'Backup UPS',
      'Traction',
      'Stockage Énergie',
      'Test/R&D',
      'Autre',
    ]);
  });

  it('comes once, however often it is put in, and a row that was changed stays changed', async () => {
    await session.query("UPDATE battery_types SET name = 'Ours' WHERE slug = 'ncm-48v-20ah'");
    const before = await everything();
    await seedFirstData(session, 'batteries', at + 1000);
    expect(await everything()).toEqual(before);
  });

  it('is completed after a crash half-way', async () => {
    const before = await everything();
    await session.query("UPDATE locations SET path = '' WHERE id = 2");
    await session.query("DELETE FROM custom_fields WHERE field_name = 'functionality'");
    await seedFirstData(session, 'batteries', at);
    const [types, locations, fields] = (await everything()) as [unknown, unknown, unknown[]];
    const [typesBefore, locationsBefore, fieldsBefore] = before as [unknown, unknown, unknown[]];
    expect([types, locations, fields.length]).toEqual([typesBefore, locationsBefore, fieldsBefore.length]);
  });

  it('is refused for an industry that has none yet', async () => {
    await expect(seedFirstData(session, 'solar', at)).rejects.toMatchObject({
      code: 'TENANT_DATABASE.INDUSTRY_NOT_AVAILABLE',
    });
  });
});
