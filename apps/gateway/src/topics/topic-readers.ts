import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CompactedTopicReader, ensureTopics, LiveTailReader } from '@trackingbms/event-log';
import { topics } from '@trackingbms/message-contracts';
import { JsonLogger, Readiness } from '@trackingbms/service-kit';
import { GatewaySettings } from '../gateway-settings.js';
import { TopicSources } from './topic-sources.js';

interface Reader {
  start(): Promise<void>;
  stop(): Promise<void>;
}

const pauseMilliseconds = 1_000;

/** Keeps what the gateway knows from topics in step with them, from whenever Kafka can be reached. */
@Injectable()
export class TopicReaders implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly reading: Reader[] = [];

  constructor(
    private readonly settings: GatewaySettings,
    private readonly sources: TopicSources,
    private readonly readiness: Readiness,
    private readonly logger: JsonLogger,
  ) {}

  onApplicationBootstrap(): void {
    const factories = this.factories();
    const check = async (): Promise<void> => {
      if (this.reading.length < factories.length) throw new Error('the topics are not read yet');
    };
    this.readiness.register({ name: 'topics', check });
    for (const factory of factories) void this.startPatiently(factory);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.reading.map((reader) => reader.stop()));
  }

  private factories(): readonly (() => Reader)[] {
    const { eventLog } = this.settings;
    const { tenants, sessions, fleet, feed } = this.sources;
    return [
      () =>
        new CompactedTopicReader(eventLog, {
          topic: topics.tenants,
          onEntry: (record) => tenants.take(record),
        }),
      () =>
        new CompactedTopicReader(eventLog, { topic: topics.fleet, onEntry: (record) => fleet.take(record) }),
      () =>
        new CompactedTopicReader(eventLog, {
          topic: topics.identity,
          onEntry: (record) => sessions.take(record, Date.now()),
        }),
      () =>
        new LiveTailReader(eventLog, {
          topics: [topics.readings, topics.alerts],
          onRecord: (_topic, record) => feed.take(record),
        }),
    ];
  }

  private async startPatiently(newReader: () => Reader): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const reader = newReader();
      try {
        await ensureTopics(this.settings.eventLog);
        await reader.start();
        this.reading.push(reader);
        return;
      } catch (error) {
        this.logger.warn({ msg: 'a topic cannot be read yet', error: (error as Error).name });
        await reader.stop();
        await pause(pauseMilliseconds, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
