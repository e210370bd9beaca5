import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { EventPublisher } from '@trackingbms/event-log';
import { TenantDataSources } from '@trackingbms/tenant-database';
import { BackgroundWork } from './background-work.js';
import { IntakeMetrics } from './intake/intake-metrics.js';

/** Begins what runs beside the doors, and ends it before the connections that it writes through. */
@Injectable()
export class DataProcessorLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly work: BackgroundWork,
    private readonly publisher: EventPublisher,
    private readonly sources: TenantDataSources,
    private readonly observer: IntakeMetrics,
  ) {}

  onApplicationBootstrap(): void {
    this.work.start(this.observer);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.work.stop();
    await this.publisher.disconnect();
    await this.sources.close();
  }
}
