import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@trackingbms/event-log';
import { TenantDataSources } from '@trackingbms/tenant-database';

/** What holds connections open. */
@Injectable()
export class FleetConnections {
  constructor(
    private readonly publisher: EventPublisher,
    private readonly sources: TenantDataSources,
  ) {}

  async close(): Promise<void> {
    await this.publisher.disconnect();
    await this.sources.close();
  }
}
