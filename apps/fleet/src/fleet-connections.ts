import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@trackingbms/event-log';
import { JournalRelay, TenantDataSources } from '@trackingbms/tenant-database';

/** What holds connections open, closed in the order in which one needs the other. */
@Injectable()
export class FleetConnections {
  constructor(
    readonly relay: JournalRelay,
    private readonly publisher: EventPublisher,
    private readonly sources: TenantDataSources,
  ) {}

  async close(): Promise<void> {
    await this.relay.stop();
    await this.publisher.disconnect();
    await this.sources.close();
  }
}
