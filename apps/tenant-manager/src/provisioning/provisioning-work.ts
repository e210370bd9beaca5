import type { ServerConnections } from '../database-servers/server-connections.js';
import type { DatabaseAccounts } from '../databases/database-accounts.js';
import type { TenantSessions } from '../databases/tenant-sessions.js';
import type { TenantKeys } from '../encryption-keys/tenant-keys.js';
import type { FaultPoints } from './fault-points.js';
import type { StepWork } from './step-work.js';
import { addPartitions } from './steps/add-partitions.js';
import { createDatabase } from './steps/create-database.js';
import { createDatabaseUsers } from './steps/create-database-users.js';
import { enableModules } from './steps/enable-modules.js';
import { fillFirstData } from './steps/fill-first-data.js';
import { grantRights } from './steps/grant-rights.js';
import { makeDataKey } from './steps/make-data-key.js';
import { migrateDatabase } from './steps/migrate-database.js';

export interface WorkParts {
  readonly servers: ServerConnections;
  readonly accounts: DatabaseAccounts;
  readonly sessions: TenantSessions;
  readonly keys: TenantKeys;
  readonly faults: FaultPoints;
  readonly now: () => number;
}

/** Who does each step; their order is the domain's. */
export const provisioningWork = (parts: WorkParts): readonly StepWork[] => [
  makeDataKey(parts.keys),
  createDatabase(parts.servers),
  createDatabaseUsers(parts),
  migrateDatabase(parts.sessions),
  grantRights(parts.servers),
  fillFirstData(parts.sessions, parts.now),
  addPartitions(parts.sessions, parts.now),
  enableModules(),
];
