import type { Industry } from '@trackingbms/tenants';
import { IndustryNotAvailable } from '../migrations/migrations.errors.js';
import type { SqlSession } from '../migrations/sql-session.js';
import { batteriesFirstData } from './batteries-first-data.js';
import type { FirstData, FirstRow } from './first-data.js';

const firstData: Readonly<Partial<Record<Industry, FirstData>>> = { batteries: batteriesFirstData };

interface SeededTable {
  readonly table: 'battery_types' | 'locations' | 'custom_fields';
  /** Columns by which a row is known to be there. */
  readonly identity: readonly string[];
  readonly rows: readonly FirstRow[];
}

/**
 * Puts the industry's first data into a migrated database; rows that are there already stay as they are, so it can be
 * run again after a crash. `at` is epoch milliseconds. The rows have no events: the fleet service records them when it
 * meets them. Throws `IndustryNotAvailable`.
 */
export async function seedFirstData(session: SqlSession, industry: Industry, at: number): Promise<void> {
  const data = firstData[industry];
  if (!data) throw new IndustryNotAvailable(industry);
  const tables: readonly SeededTable[] = [
    { table: 'battery_types', identity: ['slug'], rows: data.batteryTypes },
    { table: 'locations', identity: ['slug'], rows: data.locations },
    { table: 'custom_fields', identity: ['field_name', 'applies_to'], rows: data.customFields },
  ];
  for (const seeded of tables) {
    for (const row of seeded.rows) await insertUnlessThere(session, seeded, row, new Date(at));
  }
  // The path of a root holds its id, which the insert gave it.
  await session.query(
    "UPDATE locations SET path = CONCAT('/', id, '/') WHERE parent_id IS NULL AND path = ''",
  );
}

async function insertUnlessThere(
  session: SqlSession,
  { table, identity }: SeededTable,
  row: FirstRow,
  at: Date,
): Promise<void> {
  const columns = [...Object.keys(row), 'created_at', 'updated_at'];
  await session.query(
    `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.map(() => '?').join(', ')} FROM DUAL
     WHERE NOT EXISTS (SELECT 1 FROM ${table} WHERE ${identity.map((column) => `${column} = ?`).join(' AND ')})`,
    [...Object.values(row), at, at, ...identity.map((column) => row[column])],
  );
}
