import { Injectable } from '@nestjs/common';
import type { IncomingRecord } from '@trackingbms/event-log';
import { decodeEvent, eventTypes, type TenantEntryV1 } from '@trackingbms/message-contracts';

/** Which tenants may be served, from the compacted tenants topic. */
@Injectable()
export class TenantStates {
  private readonly entries = new Map<number, TenantEntryV1>();

  /** A tenant that is not known yet may pass: its token was signed, and the owners ask for its database themselves. */
  mayBeServed(tenantId: number): boolean {
    const status = this.entries.get(tenantId)?.status;
    return status !== 'suspended' && status !== 'archived';
  }

  take(record: IncomingRecord): void {
    const decoded = decodeEvent(record);
    if (!decoded.ok || decoded.event.type !== eventTypes.TenantEntryV1.type) return;
    const { data } = decoded.event;
    const known = this.entries.get(data.tenantId);
    if (!known || known.version < data.version) this.entries.set(data.tenantId, data);
  }
}
