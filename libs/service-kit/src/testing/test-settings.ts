import { loadSettings } from '../settings/load-settings.js';
import type { TestIssuer } from './test-issuer.js';

/**
 * Settings of a service under test: free ports on loopback, no log, the issuer's keys, addresses that nobody answers.
 * Validated as the real ones are; `environment` overrides and adds.
 */
export function testSettings<S extends object>(
  settingsClass: new () => S,
  environment: Readonly<Record<string, string>>,
  issuer?: TestIssuer,
): S {
  return loadSettings(settingsClass, {
    SERVICE_NAME: 'test-service',
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: '0',
    OPERATIONS_HOST: '127.0.0.1',
    OPERATIONS_PORT: '0',
    LOG_LEVEL: 'silent',
    KAFKA_BROKERS: process.env['TEST_KAFKA_BROKERS'] ?? '127.0.0.1:1',
    AUTH_JWKS_URL: issuer?.jwksUrl ?? 'http://127.0.0.1:1/.well-known/jwks.json',
    AUTH_ISSUER: issuer?.issuer ?? 'http://127.0.0.1:1',
    TENANT_MANAGER_URL: 'http://127.0.0.1:1',
    ...environment,
  });
}
