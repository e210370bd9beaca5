import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tenantEntities } from '../data-sources/tenant-entities.js';
import { freshTenantDatabase, type FreshTenantDatabase } from './fresh-tenant-database.js';

let fresh: FreshTenantDatabase;

beforeAll(async () => {
  fresh = await freshTenantDatabase();
});

afterAll(() => fresh.drop());

interface ColumnRow {
  table_name: string;
  column_name: string;
  is_nullable: 'YES' | 'NO';
}

describe('a fresh tenant database', () => {
  it('answers every entity, through both kinds of access', async () => {
    for (const entity of tenantEntities) {
      await fresh.connections.reading(fresh.tenantId, ({ manager }) => manager.find<object>(entity));
      await fresh.connections.readingShared(fresh.tenantId, ({ manager }) => manager.find<object>(entity));
    }
  });

  it('has exactly the columns of the entities, null where they may be null', async () => {
    const { expected, found } = await fresh.connections.reading(fresh.tenantId, async ({ manager }) => {
      const metadatas = manager.dataSource.entityMetadatas;
      const rows: ColumnRow[] = await manager.query(
        `SELECT table_name AS table_name, column_name AS column_name, is_nullable AS is_nullable
         FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name IN (?)`,
        [metadatas.map((metadata) => metadata.tableName)],
      );
      return {
        expected: metadatas.flatMap((metadata) =>
          metadata.columns.map((column) => line(metadata.tableName, column.databaseName, column.isNullable)),
        ),
        found: rows.map((row) => line(row.table_name, row.column_name, row.is_nullable === 'YES')),
      };
    });
    expect(found.sort()).toEqual(expected.sort());
  });
});

function line(table: string, column: string, nullable: boolean): string {
  return `${table}.${column}${nullable ? ' NULL' : ''}`;
}
