import type { Industry } from '@trackingbms/tenants';
import type { CoreDatabase } from '../core-database/core-database.js';

export interface ClientSummary {
  readonly tenantId: number;
  readonly uuid: string;
  readonly slug: string;
  readonly name: string;
  readonly company: string;
  readonly industryType: Industry;
  readonly status: 'active' | 'suspended' | 'trial' | 'archived';
  /** False while it is being provisioned. */
  readonly ready: boolean;
  readonly timeZone: string;
  readonly subscriptionPlan: string;
  readonly databaseServer: string;
  readonly databaseName: string;
  readonly schemaVersion: number;
  readonly version: number;
}

interface SummaryRow {
  id: number;
  uuid: string;
  slug: string;
  name: string;
  company: string;
  industry_type: Industry;
  status: ClientSummary['status'];
  time_zone: string;
  subscription_plan: string;
  database_server: string;
  database_name: string;
  schema_version: number;
  state: 'provisioning' | 'ready';
  version: number;
}

const columns = `SELECT c.id, c.uuid, c.slug, c.name, c.company, c.industry_type, c.status, c.time_zone,
  c.subscription_plan, c.version, p.database_server, p.database_name, p.schema_version, p.state
  FROM clients c JOIN tenant_placement p ON p.tenant_id = c.id`;

/** Clients as operators see them. */
export class ClientSummaries {
  constructor(private readonly core: CoreDatabase) {}

  /** In the order of their numbers, those above `after`. */
  async page(after: number, limit: number): Promise<ClientSummary[]> {
    const rows = await this.core.rows<SummaryRow>(`${columns} WHERE c.id > ? ORDER BY c.id LIMIT ?`, [
      after,
      limit,
    ]);
    return rows.map(summaryOf);
  }

  async find(tenantId: number): Promise<ClientSummary | undefined> {
    const rows = await this.core.rows<SummaryRow>(`${columns} WHERE c.id = ?`, [tenantId]);
    return rows[0] && summaryOf(rows[0]);
  }

  /** Clients that have a database of their own in service: all but those being provisioned and those archived. */
  async inService(): Promise<ClientSummary[]> {
    const rows = await this.core.rows<SummaryRow>(
      `${columns} WHERE p.state = 'ready' AND c.status <> 'archived' ORDER BY c.id`,
    );
    return rows.map(summaryOf);
  }

  /** Clients whose provisioning has begun and not ended. */
  async unfinished(): Promise<ClientSummary[]> {
    const rows = await this.core.rows<SummaryRow>(`${columns} WHERE p.state = 'provisioning' ORDER BY c.id`);
    return rows.map(summaryOf);
  }

  /** How many clients each database server holds. */
  async countByServer(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.core.rows<{ database_server: string; clients: number }>(
      'SELECT database_server, COUNT(*) AS clients FROM tenant_placement GROUP BY database_server',
    );
    return new Map(rows.map((row) => [row.database_server, Number(row.clients)]));
  }
}

const summaryOf = (row: SummaryRow): ClientSummary => ({
  tenantId: row.id,
  uuid: row.uuid,
  slug: row.slug,
  name: row.name,
  company: row.company,
  industryType: row.industry_type,
  status: row.status,
  ready: row.state === 'ready',
  timeZone: row.time_zone,
  subscriptionPlan: row.subscription_plan,
  databaseServer: row.database_server,
  databaseName: row.database_name,
  schemaVersion: row.schema_version,
  version: row.version,
});
