import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { JsonLogger, Readiness } from '@trackingbms/service-kit';
import { EventLog } from '../identity-events/event-log.js';
import { KnownTenants } from './known-tenants.js';

const firstRetry = 500;
const longestRetry = 10_000;

/** Keeps the known tenants up to date. The service is ready when it has read them all once. */
@Injectable()
export class TenantTopic implements OnApplicationBootstrap {
  private reader: { start(): Promise<void>; stop(): Promise<void> } | null = null;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly eventLog: EventLog,
    private readonly tenants: KnownTenants,
    private readonly readiness: Readiness,
    private readonly logger: JsonLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.readiness.register({ name: 'tenants', check: async () => this.requireLoaded() });
    void this.load(firstRetry);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.reader?.stop();
  }

  private requireLoaded(): void {
    if (!this.tenants.isLoaded) throw new Error('the tenants are not read yet');
  }

  /** The brokers may come up after this service: it tries until they are there. */
  private async load(retry: number): Promise<void> {
    const reader = this.eventLog.tenantEntries((record) => this.take(record));
    try {
      await this.eventLog.prepare();
      if (this.stopped) return;
      this.reader = reader;
      await reader.start();
      this.tenants.isLoaded = true;
    } catch (error) {
      this.logger.warn({ msg: 'the tenants cannot be read yet', err: error });
      await reader.stop().catch(() => undefined);
      if (this.stopped) return;
      this.timer = setTimeout(() => void this.load(Math.min(retry * 2, longestRetry)), retry);
    }
  }

  private take(record: Parameters<KnownTenants['take']>[0]): void {
    const refused = this.tenants.take(record);
    if (refused) this.logger.warn({ msg: 'a tenant entry cannot be read', reason: refused, key: record.key });
  }
}
