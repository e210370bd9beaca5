import type { Migration } from '@trackingbms/tenant-database';
import { clientsAndModulesMigration } from './migrations/0001-clients-and-modules.migration.js';
import { provisioningMigration } from './migrations/0002-provisioning.migration.js';
import { firstDataMigration } from './migrations/0003-first-data.migration.js';

/** In the order in which they are applied. Released ones never change: a correction is a new one. */
export const coreMigrations: readonly Migration[] = [
  clientsAndModulesMigration,
  provisioningMigration,
  firstDataMigration,
];
