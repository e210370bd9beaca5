import { eventJournalTable, type Migration } from '@trackingbms/tenant-database';

/** What tenant-manager needs beside the specification's tables to make clients and to remember how far it came. */
const clientIdentities = `CREATE TABLE IF NOT EXISTS client_identities (
  id INT NOT NULL AUTO_INCREMENT,
  slug VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  uuid CHAR(36) CHARACTER SET ascii NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY unique_identity_slug (slug),
  UNIQUE KEY unique_identity_uuid (uuid)
)`;

const placement = `CREATE TABLE IF NOT EXISTS tenant_placement (
  tenant_id INT NOT NULL,
  database_server VARCHAR(64) CHARACTER SET ascii NOT NULL,
  database_name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  schema_version INT NOT NULL,
  state ENUM('provisioning', 'ready') NOT NULL,
  PRIMARY KEY (tenant_id),
  UNIQUE KEY unique_placement (database_server, database_name)
)`;

const keys = `CREATE TABLE IF NOT EXISTS tenant_keys (
  tenant_id INT NOT NULL,
  key_version INT NOT NULL,
  wrapped_key VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at DATETIME(3) NOT NULL,
  PRIMARY KEY (tenant_id, key_version)
)`;

const databaseUsers = `CREATE TABLE IF NOT EXISTS tenant_database_users (
  tenant_id INT NOT NULL,
  role VARCHAR(32) CHARACTER SET ascii NOT NULL,
  username VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  wrapped_password VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  key_version INT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  PRIMARY KEY (tenant_id, role)
)`;

const steps = `CREATE TABLE IF NOT EXISTS provisioning_steps (
  tenant_id INT NOT NULL,
  step VARCHAR(32) CHARACTER SET ascii NOT NULL,
  state ENUM('running', 'done', 'failed') NOT NULL,
  attempts INT NOT NULL,
  error_code VARCHAR(64) CHARACTER SET ascii NULL,
  started_at DATETIME(3) NOT NULL,
  finished_at DATETIME(3) NULL,
  PRIMARY KEY (tenant_id, step)
)`;

export const provisioningMigration: Migration = {
  version: 2,
  name: 'provisioning',
  industries: [],
  steps: [
    { name: 'client_identities', sql: clientIdentities },
    { name: 'event_journal', sql: eventJournalTable },
    { name: 'tenant_placement', sql: placement },
    { name: 'tenant_keys', sql: keys },
    { name: 'tenant_database_users', sql: databaseUsers },
    { name: 'provisioning_steps', sql: steps },
  ],
};
