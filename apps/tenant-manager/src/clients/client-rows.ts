import type { TenantTransaction } from '@trackingbms/tenant-database';
import { statusOf, type KnownClient } from '@trackingbms/tenants';

const upsertClient = `INSERT INTO clients (id, uuid, slug, name, company, database_name, industry_type, status, time_zone,
  max_users, max_devices, max_storage_gb, api_rate_limit, subscription_plan, version, created_at, updated_at)
  VALUES (?) ON DUPLICATE KEY UPDATE status = VALUES(status), time_zone = VALUES(time_zone),
  max_users = VALUES(max_users), max_devices = VALUES(max_devices), max_storage_gb = VALUES(max_storage_gb),
  api_rate_limit = VALUES(api_rate_limit), subscription_plan = VALUES(subscription_plan), version = VALUES(version),
  updated_at = VALUES(updated_at)`;

const upsertPlacement = `INSERT INTO tenant_placement (tenant_id, database_server, database_name, schema_version, state)
  VALUES (?) ON DUPLICATE KEY UPDATE database_server = VALUES(database_server), schema_version = VALUES(schema_version),
  state = VALUES(state)`;

const enableModules = `INSERT INTO client_modules (client_id, module_id, is_enabled, installation_date, last_updated)
  SELECT ?, id, TRUE, ?, ? FROM modules WHERE name IN (?)
  ON DUPLICATE KEY UPDATE last_updated = IF(client_modules.is_enabled, client_modules.last_updated, VALUES(last_updated)),
  is_enabled = TRUE`;

const disableModules = `UPDATE client_modules SET is_enabled = FALSE, last_updated = ?
  WHERE client_id = ? AND is_enabled AND module_id NOT IN (SELECT id FROM modules WHERE name IN (?))`;

/** The specification's rows of a client, as its events leave them: no clock, no default of the server. */
export class ClientRows {
  constructor(private readonly tx: TenantTransaction) {}

  /** @param at time of the last event, epoch milliseconds */
  async write(client: KnownClient, version: number, at: number): Promise<void> {
    const { manager } = this.tx;
    await manager.query(upsertClient, [clientRow(client, version, new Date(at))]);
    await manager.query(upsertPlacement, [placementRow(client)]);
    if (client.modules.length === 0) return;
    await manager.query(enableModules, [client.tenantId, new Date(at), new Date(at), client.modules]);
    await manager.query(disableModules, [new Date(at), client.tenantId, client.modules]);
  }
}

const clientRow = (client: KnownClient, version: number, at: Date): unknown[] => [
  client.tenantId,
  client.uuid,
  client.slug,
  client.name,
  client.company,
  client.databaseName,
  client.industry,
  statusOf(client),
  client.timeZone,
  client.quotas.maxUsers,
  client.quotas.maxDevices,
  client.quotas.maxStorageGb,
  client.quotas.apiRateLimit,
  client.plan,
  version,
  at,
  at,
];

const placementRow = (client: KnownClient): unknown[] => [
  client.tenantId,
  client.databaseServer,
  client.databaseName,
  client.schemaVersion,
  client.stage === 'provisioning' ? 'provisioning' : 'ready',
];
