import type { JsonLogger } from '@trackingbms/service-kit';
import type { FirstRows } from '../tenants/first-rows.js';
import type { TenantRoster } from '../tenants/tenant-roster.js';
import type { EntryReconciliation, TopicVersions } from './entry-reconciliation.js';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Times in milliseconds, before jitter. */
interface UpkeepTimes {
  readonly betweenRuns: number;
  /** When a run could not do all tenants. */
  readonly afterFailure: number;
}

/** Reconciles every tenant's entries at the start of the service and once a day. */
export class EntryUpkeep {
  #running: Promise<void> = Promise.resolve();
  #next: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(
    private readonly reconciliation: EntryReconciliation,
    private readonly parts: { readonly roster: TenantRoster; readonly firstRows: FirstRows },
    private readonly logger: JsonLogger,
    private readonly times: UpkeepTimes = { betweenRuns: day, afterFailure: 10 * minute },
  ) {}

  /** Answers at once. */
  start(): void {
    if (this.#stopped) return;
    this.#running = this.#run().then((complete) => this.#schedule(complete));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#next);
    await this.#running;
  }

  #schedule(complete: boolean): void {
    if (this.#stopped) return;
    const pause = complete ? this.times.betweenRuns : this.times.afterFailure;
    this.#next = setTimeout(() => this.start(), pause * (0.9 + Math.random() / 5)).unref();
  }

  /** Answers whether every tenant was done. */
  async #run(): Promise<boolean> {
    try {
      const known = await this.reconciliation.topicVersions();
      let complete = true;
      for (const tenantId of this.parts.roster.tenantIds()) {
        if (this.#stopped) return false;
        complete = (await this.#one(tenantId, known)) && complete;
      }
      return complete;
    } catch (error) {
      this.logger.warn({ msg: 'the fleet topic cannot be read yet', reason: nameOf(error) });
      return false;
    }
  }

  async #one(tenantId: number, known: TopicVersions): Promise<boolean> {
    try {
      await this.parts.firstRows.record(tenantId);
      const published = await this.reconciliation.reconcile(tenantId, known);
      if (published > 0) this.logger.log({ msg: 'entries published again', tenantId, published });
      return true;
    } catch (error) {
      this.logger.warn({ msg: 'entries not reconciled yet', tenantId, reason: nameOf(error) });
      return false;
    }
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
