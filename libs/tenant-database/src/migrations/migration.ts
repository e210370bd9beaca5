import type { Industry } from '@trackingbms/tenants';

/**
 * One statement that can be run again after a crash: DDL commits by itself, so a step holds exactly one. A step that adds
 * a column says so plainly: MySQL has no IF NOT EXISTS there, and a column that is there already counts as added.
 */
export interface MigrationStep {
  /** Unique in its migration. */
  readonly name: string;
  readonly sql: string;
}

/** Frozen once released: a change is a new migration. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly industries: readonly Industry[];
  readonly steps: readonly MigrationStep[];
}

/** Industries that share the fleet of batteries and its telemetry. */
export const batteryIndustries: readonly Industry[] = ['batteries', 'industrial', 'residential'];
export const everyIndustry: readonly Industry[] = ['batteries', 'solar', 'industrial', 'residential'];
