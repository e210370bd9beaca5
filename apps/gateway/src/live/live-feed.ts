import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { IncomingRecord } from '@trackingbms/event-log';
import { decodeEvent } from '@trackingbms/message-contracts';
import type { LiveUpdate } from './live-update.js';
import { RecentUpdates, type Replay } from './recent-updates.js';
import { toLiveUpdates } from './to-live-updates.js';

type Listener = (update: LiveUpdate) => void;

const keptPerTenant = 2_000;

interface TenantFeed {
  readonly recent: RecentUpdates;
  readonly listeners: Set<Listener>;
}

/** What happens now, by tenant: read once from the topics, handed to every open stream of the tenant. */
@Injectable()
export class LiveFeed {
  /** Names this process's numbering: a position of another one cannot be continued. */
  readonly epoch = randomUUID().slice(0, 8);
  private readonly tenants = new Map<number, TenantFeed>();
  private sequence = 0;

  get position(): number {
    return this.sequence;
  }

  listen(tenantId: number, listener: Listener): () => void {
    const { listeners } = this.feedOf(tenantId);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  since(tenantId: number, sequence: number): Replay {
    return this.feedOf(tenantId).recent.after(sequence);
  }

  take(record: IncomingRecord): void {
    const decoded = decodeEvent(record);
    if (!decoded.ok) return;
    for (const update of toLiveUpdates(decoded.event)) this.hand({ ...update, sequence: ++this.sequence });
  }

  private hand(update: LiveUpdate): void {
    const { recent, listeners } = this.feedOf(update.tenantId);
    recent.add(update);
    for (const listener of listeners) listener(update);
  }

  private feedOf(tenantId: number): TenantFeed {
    const known = this.tenants.get(tenantId);
    if (known) return known;
    const feed = { recent: new RecentUpdates(keptPerTenant), listeners: new Set<Listener>() };
    this.tenants.set(tenantId, feed);
    return feed;
  }
}
