import { migrateTenantDatabase } from '@trackingbms/tenant-database';
import type { TenantSessions } from '../../databases/tenant-sessions.js';
import type { StepWork } from '../step-work.js';

export const migrateDatabase = (sessions: TenantSessions): StepWork => ({
  step: 'migrations',
  run: async (client) => {
    const { schemaVersion } = await sessions.asMigrator(client, (session) =>
      migrateTenantDatabase(session, { industry: client.industry }),
    );
    return [{ type: 'RecordMigration', schemaVersion }];
  },
});
