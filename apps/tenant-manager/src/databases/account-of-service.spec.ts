import { describe, expect, it } from '@jest/globals';
import { accountOfService } from './account-of-service.js';

describe('the account a service is given', () => {
  it.each([
    ['fleet', 'owner', 'fleet'],
    ['data-processor', 'owner', 'data_processor'],
    ['auth', 'owner', 'auth'],
    ['auth', 'reader', 'reader'],
    ['gateway', 'owner', null],
    ['gateway', 'reader', null],
    ['operator', 'owner', null],
    ['bms-connector', 'reader', null],
    ['migrate', 'owner', null],
    ['constructor', 'owner', null],
  ] as const)('%s asking as %s gets %s', (service, access, account) => {
    expect(accountOfService(service, access)).toBe(account);
  });
});
