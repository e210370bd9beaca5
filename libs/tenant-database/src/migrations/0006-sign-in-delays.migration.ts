import { everyIndustry, type Migration } from './migration.js';

/**
 * Failed sign-ins by the hash of what they were about, an account that exists or not: that the two look the same is
 * why this is not kept on the user.
 */
const signInDelays = `CREATE TABLE IF NOT EXISTS sign_in_delays (
  subject_hash BINARY(32) NOT NULL,
  failures INT NOT NULL,
  last_attempt_at DATETIME(3) NOT NULL,
  refused_until DATETIME(3) NULL,
  PRIMARY KEY (subject_hash),
  KEY ix_sign_in_delays_last_attempt (last_attempt_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`;

export const signInDelaysMigration: Migration = {
  version: 6,
  name: 'sign-in-delays',
  industries: everyIndustry,
  steps: [{ name: 'sign_in_delays', sql: signInDelays }],
};
