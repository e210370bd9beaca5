import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { CompactedTopicReader, ensureTopics } from '@trackingbms/event-log';
import { topics } from '@trackingbms/message-contracts';
import { JsonLogger, Readiness, ServiceSettings } from '@trackingbms/service-kit';
import { TenantRoster } from './tenant-roster.js';

const pauseMilliseconds = 1_000;

/** Reads the topic of tenants into the roster, from whenever Kafka can be reached. */
@Injectable()
export class FollowTenants {
  readonly #stopping = new AbortController();
  #reader: CompactedTopicReader | undefined;
  #caughtUp = false;

  constructor(
    private readonly settings: ServiceSettings,
    private readonly roster: TenantRoster,
    private readonly logger: JsonLogger,
    readiness: Readiness,
  ) {
    readiness.register({ name: 'tenants', check: async () => this.#requireCaughtUp() });
  }

  /** Resolves when what was there is read, after which the service is ready; never rejects. */
  async start(whenSeen: (tenantId: number) => void): Promise<void> {
    this.roster.whenSeen(whenSeen);
    const { signal } = this.#stopping;
    while (!signal.aborted && !this.#caughtUp) {
      this.#caughtUp = await this.#read();
      if (!this.#caughtUp) await pause(pauseMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#reader?.stop();
  }

  async #read(): Promise<boolean> {
    const { eventLog } = this.settings;
    const reader = new CompactedTopicReader(eventLog, { topic: topics.tenants, onEntry: this.roster.take });
    try {
      await ensureTopics(eventLog, { topics: [topics.fleet, topics.fleetEvents, topics.tenants] });
      if (this.#stopping.signal.aborted) return false;
      this.#reader = reader;
      await reader.start();
      return true;
    } catch {
      this.logger.warn({ msg: 'the tenants cannot be read yet' });
      await reader.stop();
      return false;
    }
  }

  #requireCaughtUp(): void {
    if (!this.#caughtUp) throw new Error('the tenants are not read yet');
  }
}
