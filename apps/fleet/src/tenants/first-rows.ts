import { Injectable } from '@nestjs/common';
import { JsonLogger } from '@trackingbms/service-kit';
import { FleetCommands } from '../commands/fleet-commands.js';
import { recordFirstRows } from '../commands/record-first-rows.js';

const pauseMilliseconds = 5_000;

/** Records what provisioning inserted, for each tenant that is seen, one after the other. Can be run again at any time. */
@Injectable()
export class FirstRows {
  readonly #waiting = new Set<number>();
  #running: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(
    private readonly commands: FleetCommands,
    private readonly logger: JsonLogger,
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
    if (this.#stopped) return;
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
      if (this.#waiting.size > 0 && this.#retry === undefined) this.#begin();
    });
  }

  async #work(): Promise<void> {
    const failed: number[] = [];
    for (const tenantId of this.#waiting) {
      this.#waiting.delete(tenantId);
      if (this.#stopped) return;
      try {
        await this.record(tenantId);
      } catch (error) {
        failed.push(tenantId);
        this.logger.warn({ msg: 'first rows not recorded yet', tenantId, reason: nameOf(error) });
      }
    }
    if (failed.length > 0) this.#later(failed);
  }

  #later(tenants: readonly number[]): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      for (const tenantId of tenants) this.tenantSeen(tenantId);
    }, pauseMilliseconds);
    this.#retry.unref();
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
