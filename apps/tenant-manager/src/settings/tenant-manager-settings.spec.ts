import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testSettings } from '@trackingbms/service-kit/testing';
import { TenantManagerSettings } from './tenant-manager-settings.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
  for (const name of ['servers', 'master-key', 'credentials']) {
    writeFileSync(join(folder, name), 'text of sixteen or more characters', { mode: 0o600 });
  }
  writeFileSync(join(folder, 'open'), 'text of sixteen or more characters', { mode: 0o644 });
});

afterAll(() => rmSync(folder, { recursive: true }));

const settingsWith = (changes: Record<string, string>) => () =>
  testSettings(TenantManagerSettings, {
    DATABASE_SERVERS_FILE: join(folder, 'servers'),
    MASTER_KEY_FILE: join(folder, 'master-key'),
    SERVICE_CREDENTIALS_FILE: join(folder, 'credentials'),
    ...changes,
  });

describe('the settings', () => {
  it('have a core database of the specification’s name, and no default for a secret', () => {
    expect(settingsWith({})().CORE_DATABASE).toBe('trackingbms_core');
  });

  it.each([
    ['MASTER_KEY_FILE', ''],
    ['MASTER_KEY_FILE', '/nowhere'],
    ['DATABASE_SERVERS_FILE', ''],
    ['SERVICE_CREDENTIALS_FILE', ''],
    ['CORE_DATABASE', 'core`; DROP DATABASE x'],
  ])('are refused with %s=%p', (name, value) => {
    expect(settingsWith({ [name]: value })).toThrow(name);
  });

  it('are refused with a secret that every account of the machine can read', () => {
    expect(settingsWith({ MASTER_KEY_FILE: join(folder, 'open') })).toThrow('MASTER_KEY_FILE');
  });
});
