import type { IncomingRecord } from '@trackingbms/event-log';
import { decodeEvent, eventTypes, type TenantEntryV1 } from '@trackingbms/message-contracts';

/** The tenants as the compacted topic tells them, in memory. */
export class KnownTenants {
  private readonly entries = new Map<number, TenantEntryV1>();
  private readonly idBySlug = new Map<string, number>();
  /** False until everything that was on the topic at the start has been taken. */
  isLoaded = false;
  private readonly waiting = new Map<number, Set<() => void>>();

  /** Takes one record of the topic. What cannot be read is answered with its reason, and changes nothing. */
  take(record: Pick<IncomingRecord, 'key' | 'value' | 'headers'>): string | null {
    if (record.value === null) {
      this.forget(Number(record.key));
      return null;
    }
    const decoded = decodeEvent({ headers: record.headers, value: record.value });
    if (!decoded.ok) return decoded.reason;
    if (decoded.event.type !== eventTypes.TenantEntryV1.type) return 'UNKNOWN_TYPE';
    this.keep(decoded.event.data);
    return null;
  }

  bySlug(slug: string): TenantEntryV1 | null {
    return this.byId(this.idBySlug.get(slug) ?? 0);
  }

  byId(tenantId: number): TenantEntryV1 | null {
    return this.entries.get(tenantId) ?? null;
  }

  ids(): number[] {
    return [...this.entries.keys()];
  }

  /** Resolves when the tenant is known; false when that takes longer than `milliseconds`. */
  async waitFor(tenantId: number, milliseconds: number): Promise<boolean> {
    if (this.entries.has(tenantId)) return true;
    const waiters = this.waiting.get(tenantId) ?? new Set();
    this.waiting.set(tenantId, waiters);
    return new Promise((resolve) => {
      const arrived = () => settle(true);
      const timer = setTimeout(() => settle(false), milliseconds);
      const settle = (known: boolean) => {
        clearTimeout(timer);
        waiters.delete(arrived);
        if (waiters.size === 0) this.waiting.delete(tenantId);
        resolve(known);
      };
      waiters.add(arrived);
    });
  }

  private keep(entry: TenantEntryV1): void {
    const known = this.entries.get(entry.tenantId);
    if (known && known.version > entry.version) return;
    if (known) this.idBySlug.delete(known.slug);
    this.entries.set(entry.tenantId, entry);
    this.idBySlug.set(entry.slug, entry.tenantId);
    for (const arrived of [...(this.waiting.get(entry.tenantId) ?? [])]) arrived();
  }

  private forget(tenantId: number): void {
    const known = this.entries.get(tenantId);
    if (known) this.idBySlug.delete(known.slug);
    this.entries.delete(tenantId);
  }
}

/** Whether people of the tenant may work with their data now. */
export function isOpen({ status }: TenantEntryV1): boolean {
  return status === 'active' || status === 'trial';
}
