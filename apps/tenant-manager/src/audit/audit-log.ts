import type { TenantTransaction } from '@trackingbms/tenant-database';

/** Who asked, from where. */
export interface AuditOrigin {
  /** Name of the calling service, `operator`, or `system` for what the program does by itself. */
  readonly actor: string;
  /** As the connection says; null when there is none. */
  readonly address: string | null;
  readonly userAgent?: string;
  readonly correlationId?: string;
}

export interface AuditEntry {
  readonly clientId: number | null;
  readonly eventType: 'auth' | 'data' | 'config' | 'system' | 'security';
  /** `noun.verb`, for example `client.suspend`. */
  readonly action: string;
  readonly status: 'success' | 'failure' | 'error';
  /** Stable code of the refusal or error. */
  readonly code?: string;
  /** What was asked for; never a secret. */
  readonly request?: Readonly<Record<string, unknown>>;
}

const insert = `INSERT INTO audit_logs (client_id, actor, event_type, action, resource_type, resource_id, ip_address,
  user_agent, request_data, status, error_message, timestamp)
  VALUES (?, ?, ?, ?, 'client', ?, COALESCE(INET6_ATON(?), INET6_ATON('::')), ?, ?, ?, ?, ?)`;

/** Rows of core's `audit_logs`, written in the transaction of what they tell about. Nothing here changes or deletes one. */
export class AuditLog {
  constructor(private readonly tx: TenantTransaction) {}

  /** @param at epoch milliseconds */
  async record(entry: AuditEntry, origin: AuditOrigin, at: number): Promise<void> {
    const request = {
      ...entry.request,
      ...(origin.correlationId && { correlationId: origin.correlationId }),
    };
    await this.tx.manager.query(insert, [
      entry.clientId,
      origin.actor,
      entry.eventType,
      entry.action,
      entry.clientId === null ? null : String(entry.clientId),
      origin.address,
      origin.userAgent?.slice(0, 500) ?? null,
      JSON.stringify(request),
      entry.status,
      entry.code ?? null,
      new Date(at),
    ]);
  }
}
