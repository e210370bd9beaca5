import { seedFirstData } from '@trackingbms/tenant-database';
import { templateOf } from '@trackingbms/tenants';
import type { TenantSessions } from '../../databases/tenant-sessions.js';
import type { StepWork } from '../step-work.js';

export const fillFirstData = (sessions: TenantSessions, now: () => number): StepWork => ({
  step: 'first-data',
  run: async (client) => {
    await sessions.asMigrator(client, (session) =>
      seedFirstData(session, templateOf(client.industry).firstData, now()),
    );
    return [];
  },
});
