import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CompactedTopicReader, type IncomingRecord } from '@trackingbms/event-log';
import { decodeEvent, eventTypes, topics, type TenantEntryV1 } from '@trackingbms/message-contracts';
import { GatewaySettings } from '../gateway-settings.js';

/** Which tenants may be served, from the compacted tenants topic. */
@Injectable()
export class TenantStates implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly entries = new Map<number, TenantEntryV1>();
  private readonly reader: CompactedTopicReader;

  constructor(settings: GatewaySettings) {
    this.reader = new CompactedTopicReader(settings.eventLog, {
      topic: topics.tenants,
      onEntry: (record) => this.take(record),
    });
  }

  onApplicationBootstrap(): Promise<void> {
    return this.reader.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.reader.stop();
  }

  /** A tenant that is not known yet may pass: its token was signed, and the owners ask for its database themselves. */
  mayBeServed(tenantId: number): boolean {
    const status = this.entries.get(tenantId)?.status;
    return status !== 'suspended' && status !== 'archived';
  }

  private take(record: IncomingRecord): void {
    const decoded = decodeEvent(record);
    if (!decoded.ok || decoded.event.type !== eventTypes.TenantEntryV1.type) return;
    const { data } = decoded.event;
    const known = this.entries.get(data.tenantId);
    if (!known || known.version < data.version) this.entries.set(data.tenantId, data);
  }
}
