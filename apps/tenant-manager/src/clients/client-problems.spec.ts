import { describe, expect, it } from '@jest/globals';
import { IndustryNotAvailable } from '@trackingbms/tenant-database';
import { ClientRefusal } from '@trackingbms/tenants';
import { ServerLockBusy } from '../database-servers/database-servers.errors.js';
import { ProvisioningFailed } from '../provisioning/provisioning.errors.js';
import { clientProblem } from './client-problems.js';
import { SlugTaken } from './clients.errors.js';

describe('the answer to an error', () => {
  it.each([
    [new ClientRefusal('CLIENT.NOT_REGISTERED', 'x'), 404, 'CLIENT.NOT_REGISTERED'],
    [new ClientRefusal('CLIENT.ARCHIVED', 'x'), 409, 'CLIENT.ARCHIVED'],
    [new ClientRefusal('CLIENT.TIME_ZONE_UNKNOWN', 'x'), 400, 'CLIENT.TIME_ZONE_UNKNOWN'],
    [new SlugTaken(), 409, 'CLIENT.SLUG_TAKEN'],
    [new IndustryNotAvailable('solar'), 422, 'CLIENT.INDUSTRY_NOT_AVAILABLE'],
    [
      new ProvisioningFailed('database', 'ER_ACCESS_DENIED_ERROR', { cause: undefined }),
      503,
      'PROVISIONING.STEP_FAILED',
    ],
    [new ServerLockBusy(), 503, 'DATABASE_SERVERS.LOCK_BUSY'],
  ])('%p has a status, a code and a text in both languages', (error, status, code) => {
    const problem = clientProblem(error);
    expect(problem).toMatchObject({ status, code });
    expect(problem?.text.fr).not.toBe(problem?.text.en);
  });

  it('is left to others when the error is not one of ours', () => {
    expect(clientProblem(new Error('boom'))).toBeUndefined();
  });
});
