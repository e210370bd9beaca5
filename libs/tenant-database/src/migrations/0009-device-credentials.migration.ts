import { batteryIndustries, type Migration } from './migration.js';

/** What devices that push are known by. Of a secret only its hash and its last characters are kept. */
const deviceCredentials = `CREATE TABLE IF NOT EXISTS device_credentials (
  id INT NOT NULL AUTO_INCREMENT,
  battery_id INT NOT NULL,
  secret_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  last_characters CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  is_revoked BOOLEAN NOT NULL DEFAULT FALSE,
  version INT NOT NULL DEFAULT 1,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY uq_device_credentials_secret (secret_hash),
  KEY ix_device_credentials_battery (battery_id),
  CONSTRAINT fk_device_credentials_battery FOREIGN KEY (battery_id) REFERENCES batteries (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`;

export const deviceCredentialsMigration: Migration = {
  version: 9,
  name: 'device-credentials',
  industries: batteryIndustries,
  steps: [{ name: 'device_credentials', sql: deviceCredentials }],
};
