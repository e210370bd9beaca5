import { ProblemError } from '@trackingbms/service-kit';
import { TenantUnknown, type DatabaseAccess, type DatabaseCoordinates } from '@trackingbms/tenants';
import { AuditLog, type AuditOrigin } from '../audit/audit-log.js';
import type { ClientSummaries } from '../clients/client-summaries.js';
import type { CoreDatabase } from '../core-database/core-database.js';
import { accountOfService } from './account-of-service.js';
import type { TenantSessions } from './tenant-sessions.js';

export interface DataSourceRequest {
  readonly tenantId: number;
  readonly access: DatabaseAccess;
  readonly origin: AuditOrigin;
}

const auditedAgainAfterMilliseconds = 3_600_000;
const rememberedAnswers = 10_000;

/**
 * Tells a service how to reach a tenant's database, under its own account only. A suspended client's database is still
 * handed out, because what was accepted before has to be stored; one that is being made or was archived is not there.
 */
export class DataSourceHandout {
  private readonly audited = new Map<string, number>();

  constructor(
    private readonly core: CoreDatabase,
    private readonly summaries: ClientSummaries,
    private readonly sessions: TenantSessions,
    private readonly now: () => number = Date.now,
  ) {}

  /** Rejects with 403 for a service that owns no table, and with `TenantUnknown`. The answer holds a password. */
  async answer(request: DataSourceRequest): Promise<DatabaseCoordinates> {
    const account = accountOfService(request.origin.actor, request.access);
    if (account === null) {
      await this.audit(request, 'failure', 'DATA_SOURCE.NOT_FOR_THIS_SERVICE');
      throw notForThisService();
    }
    const client = await this.summaries.find(request.tenantId);
    if (!client?.ready || client.status === 'archived') throw new TenantUnknown(request.tenantId);
    const coordinates = await this.sessions.coordinatesOf(client, account);
    await this.auditNowAndThen(request);
    return coordinates;
  }

  /** Services ask again every minute: one row an hour says as much as sixty. */
  private async auditNowAndThen(request: DataSourceRequest): Promise<void> {
    const key = `${request.origin.actor}/${request.tenantId}/${request.access}`;
    const last = this.audited.get(key);
    if (last !== undefined && this.now() - last < auditedAgainAfterMilliseconds) return;
    await this.audit(request, 'success');
    if (this.audited.size >= rememberedAnswers) this.audited.clear();
    this.audited.set(key, this.now());
  }

  private audit(
    { tenantId, access, origin }: DataSourceRequest,
    status: 'success' | 'failure',
    code?: string,
  ) {
    const entry = {
      clientId: tenantId,
      eventType: 'security' as const,
      action: 'data-source.read',
      status,
      request: { access },
      ...(code && { code }),
    };
    return this.core.inTransaction((tx) => new AuditLog(tx).record(entry, origin, this.now()));
  }
}

const notForThisService = (): ProblemError =>
  new ProblemError('DATA_SOURCE.NOT_FOR_THIS_SERVICE', 403, {
    en: 'This service owns no table of a tenant’s database: ask the service that owns the data.',
    fr: 'Ce service ne possède aucune table dans la base d’un client : adressez-vous au service propriétaire.',
  });
