import type { Migration } from '@trackingbms/tenant-database';

/** Rows of the specification. A row that is there already stays as it is: somebody may have changed it since. */
const modules = `INSERT INTO modules (name, display_name, version, description, is_core, created_at, updated_at) VALUES
  ('core', 'Module Core', '1.0', 'Module noyau du système', TRUE, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)),
  ('auth', 'Authentification', '1.0', 'Gestion authentification et autorisations', TRUE, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)),
  ('gateway', 'Passerelle API', '1.0', 'Point d''entrée API', TRUE, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)),
  ('bms-connector', 'Connecteur BMS', '1.0', 'Interface avec systèmes BMS', FALSE, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)),
  ('data-processor', 'Processeur Données', '1.0', 'Traitement et analyse données', FALSE, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)),
  ('web-interface', 'Interface Web', '1.0', 'Interface utilisateur web', FALSE, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)),
  ('database', 'Gestionnaire BD', '1.0', 'Gestion base de données', TRUE, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
  ON DUPLICATE KEY UPDATE modules.name = modules.name`;

const systemConfig = `INSERT INTO system_config (config_key, config_value, description, created_at, updated_at) VALUES
  ('system.version', '"1.0.0"', 'Version du système', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)),
  ('system.maintenance_mode', 'false', 'Mode maintenance activé', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)),
  ('database.auto_backup', 'true', 'Sauvegarde automatique', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)),
  ('security.session_lifetime', '3600', 'Durée de vie session (secondes)', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)),
  ('alerts.email_enabled', 'true', 'Notifications email activées', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)),
  ('performance.cache_enabled', 'true', 'Cache activé', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
  ON DUPLICATE KEY UPDATE system_config.config_key = system_config.config_key`;

export const firstDataMigration: Migration = {
  version: 3,
  name: 'first-data',
  industries: [],
  steps: [
    { name: 'modules', sql: modules },
    { name: 'system_config', sql: systemConfig },
  ],
};
