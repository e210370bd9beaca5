import { batteryIndustries, type Migration } from './migration.js';

/** A client's own device profiles; the shipped ones are files. A version of a name is there once, for ever. */
const deviceProfiles = `CREATE TABLE IF NOT EXISTS device_profiles (
  id INT NOT NULL AUTO_INCREMENT,
  profile VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  profile_version INT NOT NULL,
  title VARCHAR(255) NOT NULL,
  protocol ENUM('thingset', 'modbus', 'canbus', 'serial', 'push') NOT NULL,
  transports JSON NOT NULL,
  text MEDIUMTEXT NOT NULL,
  is_active BOOLEAN NOT NULL DEFAULT TRUE,
  version INT NOT NULL DEFAULT 1,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY uq_device_profiles_version (profile, profile_version)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`;

export const deviceProfilesMigration: Migration = {
  version: 7,
  name: 'device-profiles',
  industries: batteryIndustries,
  steps: [{ name: 'device_profiles', sql: deviceProfiles }],
};
