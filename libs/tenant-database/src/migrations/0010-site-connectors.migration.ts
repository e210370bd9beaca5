import { batteryIndustries, type Migration } from './migration.js';

/** Connectors on sites of the client. Of a secret only its hash and its last characters are kept. */
const siteConnectors = `CREATE TABLE IF NOT EXISTS site_connectors (
  id INT NOT NULL AUTO_INCREMENT,
  name VARCHAR(255) NOT NULL,
  secret_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  last_characters CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  is_revoked BOOLEAN NOT NULL DEFAULT FALSE,
  version INT NOT NULL DEFAULT 1,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY uq_site_connectors_secret (secret_hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`;

export const siteConnectorsMigration: Migration = {
  version: 10,
  name: 'site-connectors',
  industries: batteryIndustries,
  steps: [{ name: 'site_connectors', sql: siteConnectors }],
};
