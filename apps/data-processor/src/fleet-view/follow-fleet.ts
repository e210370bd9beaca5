import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { CompactedTopicReader, ensureTopics } from '@trackingbms/event-log';
import { topics } from '@trackingbms/message-contracts';
import { JsonLogger, Readiness, ServiceSettings } from '@trackingbms/service-kit';
import { FleetTopicView } from './fleet-topic-view.js';

const pauseMilliseconds = 1000;

/** Reads the topics of the fleet and of the tenants into the view, from whenever Kafka can be reached. */
@Injectable()
export class FollowFleet {
  readonly #stopping = new AbortController();
  #readers: readonly CompactedTopicReader[] = [];
  #caughtUp = false;

  constructor(
    private readonly settings: ServiceSettings,
    private readonly view: FleetTopicView,
    private readonly logger: JsonLogger,
    readiness: Readiness,
  ) {
    readiness.register({ name: 'fleet', check: async () => this.requireCaughtUp() });
  }

  /** Answers at once. */
  start(): void {
    void this.#follow();
  }

  /** Throws while what was there at the start has not been read: nothing can be said of a battery yet. */
  requireCaughtUp(): void {
    if (!this.#caughtUp) throw new Error('The fleet is not read yet.');
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#readers.map((reader) => reader.stop()));
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted && !this.#caughtUp) {
      this.#caughtUp = await this.#read();
      if (!this.#caughtUp) await pause(pauseMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  }

  async #read(): Promise<boolean> {
    const { eventLog } = this.settings;
    const readers = [
      new CompactedTopicReader(eventLog, { topic: topics.tenants, onEntry: this.view.takeTenant }),
      new CompactedTopicReader(eventLog, { topic: topics.fleet, onEntry: this.view.takeFleet }),
    ];
    try {
      await ensureTopics(eventLog, {
        topics: [topics.readings, topics.alerts, topics.fleet, topics.tenants],
      });
      if (this.#stopping.signal.aborted) return false;
      this.#readers = readers;
      await Promise.all(readers.map((reader) => reader.start()));
      return true;
    } catch {
      this.logger.warn({ msg: 'the fleet cannot be read yet' });
      await Promise.all(readers.map((reader) => reader.stop()));
      return false;
    }
  }
}
