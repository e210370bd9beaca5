import { describe, expect, it } from '@jest/globals';
import { tenantMigrations } from './registry.js';
import { latestSchemaVersion, migrationsOf, oldestUsableSchemaVersion } from './schema-version.js';

describe('the registered migrations', () => {
  it('are in order, each version once, each step once', () => {
    const versions = tenantMigrations.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    for (const { steps } of tenantMigrations) {
      expect(new Set(steps.map(({ name }) => name)).size).toBe(steps.length);
    }
  });

  it('can be run again: each step is one statement that minds what is there', () => {
    for (const { sql } of tenantMigrations.flatMap(({ steps }) => steps)) {
      expect(sql).toMatch(/\bIF (NOT )?EXISTS\b|^ALTER TABLE \w+ ADD COLUMN [^,]+$/);
      expect(sql).not.toMatch(/;/);
    }
  });

  it('keep no time that ends in 2038 or depends on the zone of a session', () => {
    for (const { sql } of tenantMigrations.flatMap(({ steps }) => steps)) {
      expect(sql).not.toMatch(/^\s*\w+ TIMESTAMP\b/m);
    }
  });

  it('reach the version that the code needs', () => {
    expect(latestSchemaVersion('batteries')).toBe(migrationsOf('batteries').at(-1)?.version);
    expect(oldestUsableSchemaVersion).toBeLessThanOrEqual(latestSchemaVersion('batteries'));
  });
});
