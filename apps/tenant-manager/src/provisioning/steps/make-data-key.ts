import type { TenantKeys } from '../../encryption-keys/tenant-keys.js';
import type { StepWork } from '../step-work.js';

/** The key comes first: every other secret of the client is sealed with it. */
export const makeDataKey = (keys: TenantKeys): StepWork => ({
  step: 'data-key',
  run: async ({ tenantId }) => {
    await keys.ensure(tenantId);
    return [];
  },
});
