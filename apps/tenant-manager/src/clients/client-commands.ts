import { StreamVersionConflict, type TenantTransaction } from '@trackingbms/tenant-database';
import {
  ClientRefusal,
  decide,
  evolve,
  type Client,
  type ClientCommand,
  type KnownClient,
} from '@trackingbms/tenants';
import { AuditLog, type AuditEntry, type AuditOrigin } from '../audit/audit-log.js';
import { coreId, type CoreDatabase } from '../core-database/core-database.js';
import { ClientRows } from './client-rows.js';
import { ClientStream, type LoadedClient } from './client-stream.js';

/** What is carried out in one transaction: all of it or nothing. */
export interface ClientChange {
  readonly tenantId: number;
  readonly commands: readonly ClientCommand[];
  readonly origin: AuditOrigin;
  /** Written with the change; the steps of a provisioning have their own table. */
  readonly audit?: Pick<AuditEntry, 'action' | 'eventType' | 'request'>;
  /** More rows of the same transaction. */
  readonly alongside?: (tx: TenantTransaction, at: number) => Promise<void>;
}

const attempts = 10;

/** Decides over a client's stream, appends what was decided and updates its rows, in one transaction. */
export class ClientCommands {
  constructor(
    private readonly core: CoreDatabase,
    private readonly afterCommit: () => void,
    private readonly now: () => number,
  ) {}

  /** The client afterwards. Rejects with `ClientRefusal`, which leaves a row in the audit log and nothing else. */
  async carryOut(change: ClientChange): Promise<KnownClient> {
    for (let attempt = 1; ; attempt++) {
      try {
        const client = await this.core.inTransaction((tx) => this.change(tx, change));
        this.afterCommit();
        return client;
      } catch (error) {
        if (error instanceof ClientRefusal) await this.recordRefusal(change, error);
        if (!(error instanceof StreamVersionConflict) || attempt === attempts) throw error;
      }
    }
  }

  async load(tenantId: number): Promise<LoadedClient> {
    return this.core.connections.reading(coreId, (tx) => new ClientStream(tx).load(tenantId));
  }

  private async change(tx: TenantTransaction, change: ClientChange): Promise<KnownClient> {
    const at = this.now();
    const stream = new ClientStream(tx);
    const loaded = await stream.load(change.tenantId);
    const { client, events } = decideAll(change.commands, loaded.client);
    const { actor, correlationId } = change.origin;
    await stream.append(change.tenantId, loaded, events, { occurredAt: at, actor, correlationId });
    if (events.length > 0) await new ClientRows(tx).write(client, loaded.version + events.length, at);
    await change.alongside?.(tx, at);
    if (change.audit) {
      const entry = { ...change.audit, clientId: change.tenantId, status: 'success' } as const;
      await new AuditLog(tx).record(entry, change.origin, at);
    }
    return client;
  }

  private async recordRefusal(
    { tenantId, audit, origin }: ClientChange,
    refusal: ClientRefusal,
  ): Promise<void> {
    if (!audit) return;
    const entry = { ...audit, clientId: tenantId, status: 'failure', code: refusal.code } as const;
    await this.core.inTransaction((tx) => new AuditLog(tx).record(entry, origin, this.now()));
  }
}

function decideAll(commands: readonly ClientCommand[], before: Client) {
  let client = before;
  const events = commands.flatMap((command) => {
    const decided = decide(command, client);
    client = decided.reduce(evolve, client);
    return decided;
  });
  if (client.stage === 'unregistered') throw new Error('No command made the client known.');
  return { client, events };
}
