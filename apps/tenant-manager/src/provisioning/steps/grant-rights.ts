import type { ServerConnections } from '../../database-servers/server-connections.js';
import { grantTableRights } from '../../databases/grant-table-rights.js';
import type { StepWork } from '../step-work.js';

export const grantRights = (servers: ServerConnections): StepWork => ({
  step: 'grants',
  run: async (client) => {
    await grantTableRights(servers, client);
    return [];
  },
});
