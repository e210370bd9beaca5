import { batteryIndustries, type Migration } from './migration.js';

/** Answers of the fleet's POST requests, so that a repeat gets the answer of the first. Kept for a day. */
const idempotencyKeys = `CREATE TABLE IF NOT EXISTS idempotency_keys (
  user_id INT NOT NULL,
  idempotency_key VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  request_hash BINARY(32) NOT NULL,
  answer MEDIUMTEXT NULL,
  created_at DATETIME(3) NOT NULL,
  PRIMARY KEY (user_id, idempotency_key),
  KEY ix_idempotency_keys_created (created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`;

export const idempotencyKeysMigration: Migration = {
  version: 5,
  name: 'idempotency-keys',
  industries: batteryIndustries,
  steps: [{ name: 'idempotency_keys', sql: idempotencyKeys }],
};
