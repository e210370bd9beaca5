import type { Migration } from '@trackingbms/tenant-database';

/** The five tables of the specification, corrected. Times are UTC; who writes a row says when, never the server's clock. */
const clients = `CREATE TABLE IF NOT EXISTS clients (
  id INT NOT NULL AUTO_INCREMENT,
  uuid CHAR(36) CHARACTER SET ascii NOT NULL,
  slug VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name VARCHAR(255) NOT NULL,
  company VARCHAR(255) NOT NULL,
  database_name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  industry_type ENUM('batteries', 'solar', 'industrial', 'residential') NOT NULL,
  status ENUM('active', 'suspended', 'trial', 'archived') NOT NULL DEFAULT 'trial',
  time_zone VARCHAR(64) NOT NULL DEFAULT 'America/Toronto',
  max_users INT NOT NULL DEFAULT 10,
  max_devices INT NOT NULL DEFAULT 100,
  max_storage_gb DECIMAL(10,2) NOT NULL DEFAULT 10.00,
  brand_color VARCHAR(7) DEFAULT '#1976d2',
  logo_url VARCHAR(255),
  custom_css TEXT,
  subscription_plan ENUM('free', 'basic', 'pro', 'enterprise') NOT NULL DEFAULT 'free',
  billing_cycle ENUM('monthly', 'yearly') NOT NULL DEFAULT 'monthly',
  next_billing_date DATE,
  api_rate_limit INT NOT NULL DEFAULT 1000,
  allowed_ip_ranges JSON,
  version INT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  last_activity DATETIME(3) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY unique_client_uuid (uuid),
  UNIQUE KEY unique_client_slug (slug),
  UNIQUE KEY unique_client_database (database_name),
  KEY idx_status (status),
  KEY idx_industry (industry_type),
  KEY idx_activity (last_activity)
)`;

const modules = `CREATE TABLE IF NOT EXISTS modules (
  id INT NOT NULL AUTO_INCREMENT,
  name VARCHAR(100) NOT NULL,
  display_name VARCHAR(255) NOT NULL,
  version VARCHAR(20) NOT NULL,
  description TEXT,
  config_schema JSON,
  default_config JSON,
  min_platform_version VARCHAR(10) NOT NULL DEFAULT '1.0',
  required_services JSON,
  dependencies JSON,
  is_core BOOLEAN NOT NULL DEFAULT FALSE,
  is_enabled BOOLEAN NOT NULL DEFAULT TRUE,
  requires_license BOOLEAN NOT NULL DEFAULT FALSE,
  author VARCHAR(255),
  license VARCHAR(50) NOT NULL DEFAULT 'proprietary',
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY unique_module_name (name)
)`;

const clientModules = `CREATE TABLE IF NOT EXISTS client_modules (
  id INT NOT NULL AUTO_INCREMENT,
  client_id INT NOT NULL,
  module_id INT NOT NULL,
  config JSON,
  custom_settings JSON,
  is_enabled BOOLEAN NOT NULL DEFAULT TRUE,
  installation_date DATETIME(3) NOT NULL,
  last_updated DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY unique_client_module (client_id, module_id),
  CONSTRAINT fk_client_modules_client FOREIGN KEY (client_id) REFERENCES clients (id) ON DELETE CASCADE,
  CONSTRAINT fk_client_modules_module FOREIGN KEY (module_id) REFERENCES modules (id) ON DELETE RESTRICT
)`;

const systemConfig = `CREATE TABLE IF NOT EXISTS system_config (
  id INT NOT NULL AUTO_INCREMENT,
  config_key VARCHAR(255) NOT NULL,
  config_value JSON NOT NULL,
  description TEXT,
  is_sensitive BOOLEAN NOT NULL DEFAULT FALSE,
  version INT NOT NULL DEFAULT 1,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY unique_config_key (config_key)
)`;

const auditLogs = `CREATE TABLE IF NOT EXISTS audit_logs (
  id BIGINT NOT NULL AUTO_INCREMENT,
  client_id INT NULL,
  user_id INT NULL,
  actor VARCHAR(100) NULL,
  event_type ENUM('auth', 'data', 'config', 'system', 'security') NOT NULL,
  action VARCHAR(100) NOT NULL,
  resource_type VARCHAR(100),
  resource_id VARCHAR(255),
  ip_address VARBINARY(16) NOT NULL,
  user_agent TEXT,
  request_data JSON,
  response_data JSON,
  status ENUM('success', 'failure', 'error') NOT NULL,
  error_message TEXT,
  timestamp DATETIME(3) NOT NULL,
  processing_time DECIMAL(8,3),
  PRIMARY KEY (id),
  KEY idx_client_timestamp (client_id, timestamp),
  KEY idx_event_timestamp (event_type, timestamp),
  KEY idx_resource (resource_type, resource_id),
  KEY idx_status_timestamp (status, timestamp)
)`;

export const clientsAndModulesMigration: Migration = {
  version: 1,
  name: 'clients-and-modules',
  industries: [],
  steps: [
    { name: 'clients', sql: clients },
    { name: 'modules', sql: modules },
    { name: 'client_modules', sql: clientModules },
    { name: 'system_config', sql: systemConfig },
    { name: 'audit_logs', sql: auditLogs },
  ],
};
