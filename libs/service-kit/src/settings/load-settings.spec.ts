import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadSettings, settingNames, type SettingsInvalid } from './load-settings.js';
import { MessagingSettings, OperationsSettings, ServiceSettings } from './service-settings.js';

describe('loadSettings', () => {
  let folder: string;
  let credential: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trackingbms-settings-'));
    credential = join(folder, 'credential');
    writeFileSync(credential, 'x7Kq2mZ9pL4wR8vT\n', { mode: 0o600 });
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const complete = () => ({
    SERVICE_NAME: 'fleet',
    HTTP_HOST: '0.0.0.0',
    HTTP_PORT: '3001',
    OPERATIONS_PORT: '9001',
    KAFKA_BROKERS: 'kafka-1:9092, kafka-2:9092',
    AUTH_JWKS_URL: 'http://auth:3000/.well-known/jwks.json',
    AUTH_ISSUER: 'https://trackingbms.example',
    TENANT_MANAGER_URL: 'http://tenant-manager:3000',
    SERVICE_CREDENTIAL_FILE: credential,
  });
  const problemsWith = (changes: Record<string, string | undefined>): readonly string[] => {
    try {
      loadSettings(ServiceSettings, { ...complete(), ...changes });
      return [];
    } catch (error) {
      return (error as SettingsInvalid).problems;
    }
  };

  it('reads numbers, lists and defaults', () => {
    const settings = loadSettings(ServiceSettings, { ...complete(), KAFKA_TOPIC_NAMESPACE: 'test' });
    expect(settings).toMatchObject({ HTTP_PORT: 3001, OPERATIONS_HOST: '127.0.0.1', LOG_LEVEL: 'info' });
    expect(settings.eventLog).toEqual({
      brokers: ['kafka-1:9092', 'kafka-2:9092'],
      clientId: 'fleet',
      namespace: 'test',
    });
  });

  it('tells everything that is wrong at once, by name and never by value', () => {
    const problems = problemsWith({
      SERVICE_NAME: 'Fleet Of Mine',
      HTTP_PORT: '70000',
      OPERATIONS_PORT: 'nine',
      KAFKA_BROKERS: 'kafka',
      AUTH_ISSUER: '',
      TENANT_MANAGER_URL: 'ftp://hidden',
      TRUSTED_PROXIES: '10.0.0.0/8,everywhere',
    });
    for (const name of [
      'SERVICE_NAME',
      'HTTP_PORT',
      'OPERATIONS_PORT',
      'KAFKA_BROKERS',
      'TENANT_MANAGER_URL',
      'TRUSTED_PROXIES',
    ]) {
      expect(problems.some((problem) => problem.includes(name))).toBe(true);
    }
    expect(problems).toContainEqual(expect.stringMatching(/^AUTH_ISSUER is missing/));
    expect(problems.join()).not.toMatch(/Mine|70000|nine|hidden|everywhere/);
  });

  it('takes nothing from the environment that the class does not declare', () => {
    const settings = loadSettings(OperationsSettings, { ...complete(), constructor: 'x', eventLog: 'y' });
    expect(Object.keys(settings).sort()).toEqual([
      'LOG_LEVEL',
      'OPERATIONS_HOST',
      'OPERATIONS_PORT',
      'SERVICE_NAME',
    ]);
    expect(settingNames(MessagingSettings)).toContain('KAFKA_BROKERS');
  });

  it.each([
    ['open to every account', () => chmodSync(credential, 0o644), 'chmod 600'],
    ['a known default', () => writeFileSync(credential, 'admin123!\n'), 'known default'],
    ['short', () => writeFileSync(credential, 'abc'), 'at least 16 characters'],
    ['not there', () => rmSync(credential), 'this service can read'],
  ])('refuses a secret file that is %s', (_name, spoil, expectation) => {
    spoil();
    expect(problemsWith({})).toEqual([expect.stringContaining(expectation)]);
    expect(problemsWith({}).join()).not.toContain(folder);
  });
});
