import { everyIndustry, type Migration } from './migration.js';

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';

/** Tokens are kept as SHA-256 only; sessions have their own tables instead of columns on the user. */
const users = `CREATE TABLE IF NOT EXISTS users (
  id INT NOT NULL AUTO_INCREMENT,
  uuid CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  username VARCHAR(100) NOT NULL,
  email VARCHAR(255) NOT NULL,
  password_hash VARCHAR(255) NOT NULL,
  first_name VARCHAR(100) NOT NULL,
  last_name VARCHAR(100) NOT NULL,
  phone VARCHAR(255) NULL,
  job_title VARCHAR(255) NULL,
  department VARCHAR(255) NULL,
  role ENUM('super_admin', 'admin', 'operator', 'viewer', 'readonly') NOT NULL DEFAULT 'viewer',
  permissions JSON NULL,
  allowed_locations JSON NULL,
  allowed_battery_types JSON NULL,
  ip_restrictions JSON NULL,
  language VARCHAR(5) NOT NULL DEFAULT 'fr',
  timezone VARCHAR(50) NOT NULL DEFAULT 'America/Toronto',
  date_format VARCHAR(20) NOT NULL DEFAULT 'Y-m-d',
  notifications_email BOOLEAN NOT NULL DEFAULT TRUE,
  notifications_sms BOOLEAN NOT NULL DEFAULT FALSE,
  dashboard_config JSON NULL,
  two_factor_enabled BOOLEAN NOT NULL DEFAULT FALSE,
  two_factor_secret VARCHAR(255) NULL,
  failed_login_attempts INT NOT NULL DEFAULT 0,
  locked_until DATETIME(3) NULL,
  password_expires_at DATETIME(3) NULL,
  force_password_change BOOLEAN NOT NULL DEFAULT FALSE,
  last_login DATETIME(3) NULL,
  last_activity DATETIME(3) NULL,
  is_active BOOLEAN NOT NULL DEFAULT TRUE,
  email_verified BOOLEAN NOT NULL DEFAULT FALSE,
  email_verification_token_hash BINARY(32) NULL,
  password_reset_token_hash BINARY(32) NULL,
  password_reset_expires_at DATETIME(3) NULL,
  version INT NOT NULL DEFAULT 1,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  created_by INT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY uq_users_uuid (uuid),
  UNIQUE KEY uq_users_username (username),
  UNIQUE KEY uq_users_email (email),
  KEY ix_users_role (role),
  KEY ix_users_active (is_active),
  KEY ix_users_last_activity (last_activity)
) ${options}`;

/** A session is one family of refresh tokens: ending the session ends the family. */
const sessions = `CREATE TABLE IF NOT EXISTS sessions (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  user_id INT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  last_used_at DATETIME(3) NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  ended_at DATETIME(3) NULL,
  end_reason ENUM('signed_out', 'expired', 'token_reused', 'password_changed', 'user_disabled', 'revoked') NULL,
  user_agent_hash BINARY(32) NULL,
  ip_address VARBINARY(16) NULL,
  PRIMARY KEY (id),
  KEY ix_sessions_user (user_id, ended_at),
  KEY ix_sessions_expires (expires_at),
  CONSTRAINT fk_sessions_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) ${options}`;

/** `successor_sealed` opens only with the token it follows, so that a repeated request can be answered the same. */
const refreshTokens = `CREATE TABLE IF NOT EXISTS refresh_tokens (
  id BIGINT NOT NULL AUTO_INCREMENT,
  token_hash BINARY(32) NOT NULL,
  session_id CHAR(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
  created_at DATETIME(3) NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  used_at DATETIME(3) NULL,
  successor_hash BINARY(32) NULL,
  successor_sealed VARBINARY(255) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY uq_refresh_tokens_hash (token_hash),
  KEY ix_refresh_tokens_session (session_id),
  KEY ix_refresh_tokens_expires (expires_at),
  CONSTRAINT fk_refresh_tokens_session FOREIGN KEY (session_id) REFERENCES sessions (id) ON DELETE CASCADE
) ${options}`;

const auditLogs = `CREATE TABLE IF NOT EXISTS audit_logs (
  id BIGINT NOT NULL AUTO_INCREMENT,
  user_id INT NULL,
  event_type ENUM('auth', 'data', 'config', 'system', 'security') NOT NULL,
  action VARCHAR(100) NOT NULL,
  resource_type VARCHAR(100) NULL,
  resource_id VARCHAR(255) NULL,
  ip_address VARBINARY(16) NOT NULL,
  user_agent TEXT NULL,
  request_data JSON NULL,
  response_data JSON NULL,
  status ENUM('success', 'failure', 'error') NOT NULL,
  error_message TEXT NULL,
  timestamp DATETIME(3) NOT NULL,
  processing_time DECIMAL(8,3) NULL,
  PRIMARY KEY (id),
  KEY ix_audit_logs_user (user_id, timestamp),
  KEY ix_audit_logs_event (event_type, timestamp),
  KEY ix_audit_logs_resource (resource_type, resource_id),
  KEY ix_audit_logs_status (status, timestamp)
) ${options}`;

export const usersSessionsAuditMigration: Migration = {
  version: 3,
  name: 'users-sessions-audit',
  industries: everyIndustry,
  steps: [
    { name: 'users', sql: users },
    { name: 'sessions', sql: sessions },
    { name: 'refresh_tokens', sql: refreshTokens },
    { name: 'audit_logs', sql: auditLogs },
  ],
};
