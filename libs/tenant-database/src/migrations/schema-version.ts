import type { Industry } from '@trackingbms/tenants';
import { IndustryNotAvailable } from './migrations.errors.js';
import type { Migration } from './migration.js';
import { tenantMigrations } from './registry.js';

/** The code works on this version and later; raised one release after the migration that makes it necessary. */
export const oldestUsableSchemaVersion = 10;

/** Industries whose database can be made today: those that have first data. */
const availableIndustries: ReadonlySet<Industry> = new Set<Industry>(['batteries']);

/** Migrations of an industry in order. Throws {@link IndustryNotAvailable}. */
export function migrationsOf(industry: Industry): readonly Migration[] {
  if (!availableIndustries.has(industry)) throw new IndustryNotAvailable(industry);
  return tenantMigrations.filter((migration) => migration.industries.includes(industry));
}

/** Version of a database on which every migration of the industry is done. Throws {@link IndustryNotAvailable}. */
export function latestSchemaVersion(industry: Industry): number {
  return migrationsOf(industry).at(-1)?.version ?? 0;
}
