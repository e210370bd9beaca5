import { latestSchemaVersion, migrateTenantDatabase } from '@trackingbms/tenant-database';
import { systemOrigin } from '../audit/system-origin.js';
import type { ClientCommands } from '../clients/client-commands.js';
import type { ClientSummaries, ClientSummary } from '../clients/client-summaries.js';
import type { ServerConnections } from '../database-servers/server-connections.js';
import { grantTableRights } from '../databases/grant-table-rights.js';
import type { TenantSessions } from '../databases/tenant-sessions.js';
import { errorCodeOf } from '../provisioning/provisioning.errors.js';

export interface UpgradeReport {
  readonly tenantId: number;
  readonly outcome: 'current' | 'upgraded' | 'failed';
  /** The version the database is at now; the old one when it failed. */
  readonly schemaVersion: number;
  /** Stable code of the reason when it failed. */
  readonly code?: string;
}

export interface UpgradeParts {
  readonly summaries: ClientSummaries;
  readonly clients: ClientCommands;
  readonly sessions: TenantSessions;
  readonly servers: ServerConnections;
}

/**
 * Brings every tenant's database to this program's schema, one after the other. A tenant that fails is reported and
 * stops none of the others; run again, only what is left is done.
 */
export class TenantUpgrades {
  constructor(private readonly parts: UpgradeParts) {}

  async run(onReport: (report: UpgradeReport) => void = () => undefined): Promise<UpgradeReport[]> {
    const reports: UpgradeReport[] = [];
    for (const client of await this.parts.summaries.inService()) {
      const report = await this.upgrade(client);
      reports.push(report);
      onReport(report);
    }
    return reports;
  }

  private async upgrade(client: ClientSummary): Promise<UpgradeReport> {
    const { tenantId } = client;
    try {
      if (client.schemaVersion === latestSchemaVersion(client.industryType)) {
        return { tenantId, outcome: 'current', schemaVersion: client.schemaVersion };
      }
      return { tenantId, outcome: 'upgraded', schemaVersion: await this.migrate(client) };
    } catch (error) {
      return { tenantId, outcome: 'failed', schemaVersion: client.schemaVersion, code: errorCodeOf(error) };
    }
  }

  private async migrate(client: ClientSummary): Promise<number> {
    const { sessions, servers, clients } = this.parts;
    const { tenantId, industryType: industry } = client;
    const { schemaVersion } = await sessions.asMigrator(client, (session) =>
      migrateTenantDatabase(session, { industry }),
    );
    await grantTableRights(servers, client);
    const commands = [{ type: 'RecordMigration', schemaVersion } as const];
    const audit = { action: 'client.migrate', eventType: 'system', request: { schemaVersion } } as const;
    await clients.carryOut({ tenantId, commands, origin: systemOrigin, audit });
    return schemaVersion;
  }
}
