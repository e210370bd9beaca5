import type { JsonLogger } from '@trackingbms/service-kit';
import type { FleetCommands } from '../commands/fleet-commands.js';
import { recordFirstRows } from '../commands/record-first-rows.js';

/** Records what provisioning inserted, for each tenant that is seen, one after the other. Can be run again at any time. */
export class FirstRows {
  readonly #waiting = new Set<number>();
  readonly #failed = new Set<number>();
  #running: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(
    private readonly commands: FleetCommands,
    private readonly logger: JsonLogger,
    /** Until what failed is tried again. */
    private readonly pauseMilliseconds = 5_000,
  ) {}

  /** Answers at once. */
  readonly tenantSeen = (tenantId: number): void => {
    this.#waiting.add(tenantId);
    this.#begin();
  };

  /** Resolves when nothing is being recorded any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#running;
  }

  /** Answers how many rows were recorded. */
  async record(tenantId: number): Promise<number> {
    const commander = { tenantId, actor: 'provisioning', scope: { locations: null, batteryTypes: null } };
    for (let sum = 0; ;) {
      const recorded = await this.commands.run(commander, recordFirstRows);
      sum += recorded;
      if (recorded === 0) return sum;
    }
  }

  #begin(): void {
    if (this.#stopped || this.#waiting.size === 0) return;
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
      this.#begin();
    });
  }

  async #work(): Promise<void> {
    for (const tenantId of this.#waiting) {
      this.#waiting.delete(tenantId);
      if (this.#stopped) return;
      try {
        await this.record(tenantId);
      } catch (error) {
        this.logger.warn({ msg: 'first rows not recorded yet', tenantId, reason: nameOf(error) });
        this.#later(tenantId);
      }
    }
  }

  /** What fails waits beside the others, not before them. */
  #later(tenantId: number): void {
    this.#failed.add(tenantId);
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined;
      for (const failed of this.#failed) this.#waiting.add(failed);
      this.#failed.clear();
      this.#begin();
    }, this.pauseMilliseconds).unref();
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
