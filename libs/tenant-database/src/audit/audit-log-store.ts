import type { TenantTransaction } from '../data-sources/tenant-transaction.js';
import { AuditLogEntity, type AuditEventType, type AuditStatus } from './audit-log.entity.js';

export interface AuditEntry {
  readonly userId: number | null;
  readonly eventType: AuditEventType;
  readonly action: string;
  readonly status: AuditStatus;
  /** 4 or 16 bytes: see `packIpAddress`. */
  readonly ipAddress: Buffer;
  readonly userAgent: string | null;
  readonly resourceType?: string;
  readonly resourceId?: string;
  /** A stable reason, never what was typed. */
  readonly reason?: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

const longestUserAgent = 512;

/** Adds to `audit_logs`, and nothing else: the account has no right to change or remove. */
export class AuditLogStore {
  constructor(private readonly tx: TenantTransaction) {}

  async record(entry: AuditEntry): Promise<void> {
    await this.tx.manager.getRepository(AuditLogEntity).insert({
      userId: entry.userId,
      eventType: entry.eventType,
      action: entry.action,
      status: entry.status,
      ipAddress: entry.ipAddress,
      userAgent: entry.userAgent?.slice(0, longestUserAgent) ?? null,
      resourceType: entry.resourceType ?? null,
      resourceId: entry.resourceId ?? null,
      errorMessage: entry.reason ?? null,
      timestamp: new Date(entry.at),
    });
  }
}
