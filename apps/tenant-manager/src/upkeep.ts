import type { JsonLogger } from '@trackingbms/service-kit';
import { systemOrigin } from './audit/system-origin.js';
import { errorCodeOf } from './provisioning/provisioning.errors.js';
import type { TenantManagerParts } from './tenant-manager-parts.js';

/** Several times a day, so that one missed turn leaves days of partitions. */
const turnMilliseconds = 6 * 3_600_000;

/**
 * What the program does by itself: once after the start it finishes what a crash left half done and brings tenants'
 * databases up to date, then it keeps partitions ahead. Nothing of it holds up requests, and no failure ends it.
 */
export class Upkeep {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly parts: TenantManagerParts,
    private readonly logger: JsonLogger,
    private readonly random: () => number = Math.random,
  ) {}

  start(): void {
    this.running = this.takeTurn(async () => {
      await this.finishProvisioning();
      await this.upgradeTenants();
    });
  }

  /** Resolves when the turn under way is over. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async takeTurn(first: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    try {
      await first();
      const run = await this.parts.partitions.run();
      this.logger.log({ msg: 'partitions ahead', ...run });
    } catch (error) {
      this.logger.error({ msg: 'upkeep failed', code: errorCodeOf(error) });
    }
    if (this.stopped) return;
    this.timer = setTimeout(
      () => (this.running = this.takeTurn()),
      turnMilliseconds * (0.75 + this.random() / 2),
    );
    this.timer.unref();
  }

  private async finishProvisioning(): Promise<void> {
    for (const { tenantId } of await this.parts.summaries.unfinished()) {
      if (this.stopped) return;
      try {
        await this.parts.provisioning.resume(tenantId, systemOrigin);
        this.logger.log({ msg: 'provisioning finished', tenantId });
      } catch (error) {
        this.logger.error({ msg: 'provisioning failed', tenantId, code: errorCodeOf(error) });
      }
    }
  }

  private async upgradeTenants(): Promise<void> {
    await this.parts.upgrades.run((report) => {
      if (report.outcome === 'failed') this.logger.error({ msg: 'tenant upgrade failed', ...report });
      else if (report.outcome === 'upgraded') this.logger.log({ msg: 'tenant upgraded', ...report });
    });
  }
}
