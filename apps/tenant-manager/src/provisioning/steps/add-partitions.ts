import { addDayPartitions } from '../../databases/day-partitions-ahead.js';
import type { TenantSessions } from '../../databases/tenant-sessions.js';
import type { StepWork } from '../step-work.js';

export const addPartitions = (sessions: TenantSessions, now: () => number): StepWork => ({
  step: 'partitions',
  run: async (client) => {
    await sessions.asMigrator(client, (session) => addDayPartitions(session, now()));
    return [];
  },
});
