import { fleetMigration } from './0001-fleet.migration.js';
import { telemetryMigration } from './0002-telemetry.migration.js';
import { usersSessionsAuditMigration } from './0003-users-sessions-audit.migration.js';
import { journalAndCheckpointsMigration } from './0004-journal-and-checkpoints.migration.js';
import { idempotencyKeysMigration } from './0005-idempotency-keys.migration.js';
import { signInDelaysMigration } from './0006-sign-in-delays.migration.js';
import { deviceProfilesMigration } from './0007-device-profiles.migration.js';
import { communicationAndRawFramesMigration } from './0008-communication-and-raw-frames.migration.js';
import { deviceCredentialsMigration } from './0009-device-credentials.migration.js';
import { siteConnectorsMigration } from './0010-site-connectors.migration.js';
import type { Migration } from './migration.js';

/** Every migration in the order of its version: a new one is one import and one line. */
export const tenantMigrations: readonly Migration[] = [
  fleetMigration,
  telemetryMigration,
  usersSessionsAuditMigration,
  journalAndCheckpointsMigration,
  idempotencyKeysMigration,
  signInDelaysMigration,
  deviceProfilesMigration,
  communicationAndRawFramesMigration,
  deviceCredentialsMigration,
  siteConnectorsMigration,
];
