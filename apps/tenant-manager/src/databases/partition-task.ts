import type { ClientSummaries, ClientSummary } from '../clients/client-summaries.js';
import { errorCodeOf } from '../provisioning/provisioning.errors.js';
import { addDayPartitions } from './day-partitions-ahead.js';
import type { TenantSessions } from './tenant-sessions.js';

export interface PartitionRun {
  /** Partitions added, over all tenants. */
  readonly added: number;
  readonly failed: readonly { readonly tenantId: number; readonly code: string }[];
}

/** Gives the coming days of every tenant's readings a partition before they begin. */
export class PartitionTask {
  constructor(
    private readonly summaries: ClientSummaries,
    private readonly sessions: TenantSessions,
    private readonly now: () => number,
  ) {}

  /** A tenant that fails is reported and stops none of the others. */
  async run(): Promise<PartitionRun> {
    let added = 0;
    const failed: { tenantId: number; code: string }[] = [];
    for (const client of await this.summaries.inService()) {
      try {
        added += await this.addTo(client);
      } catch (error) {
        failed.push({ tenantId: client.tenantId, code: errorCodeOf(error) });
      }
    }
    return { added, failed };
  }

  private addTo(client: ClientSummary): Promise<number> {
    return this.sessions.asMigrator(client, (session) => addDayPartitions(session, this.now()));
  }
}
