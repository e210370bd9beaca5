import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { serviceAuthorization, ServiceCredentials } from './service-credentials.js';

const secret = 'a-secret-of-the-fleet-service';
const credentials = new ServiceCredentials({ fleet: createHash('sha256').update(secret).digest('hex') });

describe('ServiceCredentials', () => {
  it('knows a service by its secret', () => {
    expect(credentials.serviceOf(serviceAuthorization('fleet', secret))).toBe('fleet');
  });

  it.each([
    undefined,
    '',
    'Service fleet:',
    `Bearer ${secret}`,
    serviceAuthorization('fleet', `${secret}x`),
    serviceAuthorization('gateway', secret),
    serviceAuthorization('__proto__', secret),
    serviceAuthorization('constructor', secret),
  ])('does not know %p', (authorization) => {
    expect(credentials.serviceOf(authorization)).toBeNull();
  });

  it('refuses a hash that is none', () => {
    expect(() => new ServiceCredentials({ fleet: secret })).toThrow('not a SHA-256');
  });
});
