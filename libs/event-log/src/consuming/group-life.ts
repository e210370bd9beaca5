import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { setTimeout as pause } from 'node:timers/promises';
import type { EventLogSettings } from '../connection/event-log-settings.js';
import { logicalName, physicalName } from '../connection/physical-names.js';
import type { BatchOutcome, RecordBatch } from '../records/incoming-record.js';
import { toIncomingRecord } from '../records/to-incoming-record.js';
import { streamIdentity } from '../topics/stream-identity.js';
import { CommitMarks } from './commit-marks.js';
import { createGroupClient, heartbeatMilliseconds } from './create-group-client.js';
import {
  keyOf,
  type GroupMember,
  type GroupOptions,
  type ReadableTopic,
  type TopicPartition,
} from './group-member.js';
import { watchHeartbeats } from './group-heartbeats.js';
import { isFenced } from './is-fenced.js';
import { PartitionBackOffs } from './partition-back-offs.js';
import { StallWatch } from './stall-watch.js';

/** Longer than a rebalance may take, in which nothing is fetched. */
const stallMilliseconds = 120_000;

export interface GroupLifeContext {
  readonly kafka: Kafka;
  readonly clusterId: string;
  readonly settings: EventLogSettings;
  readonly options: GroupOptions;
  readonly member: GroupMember;
}

/** One client from its first join to its end: a crash ends it for good, whoever wants to go on makes another. */
export class GroupLife {
  /** Resolves with the reason when the client gives up. */
  readonly ended: Promise<Error>;
  private readonly consumer: Consumer;
  private readonly marks: CommitMarks;
  private readonly backOffs: PartitionBackOffs;
  private readonly underWay = new Set<Promise<void>>();
  private watch!: StallWatch;
  private assigned: readonly TopicPartition[] = [];
  private announced: Promise<void> | undefined;
  private generation = 0;
  private fencedGeneration = -1;
  private closing = false;

  constructor(private readonly context: GroupLifeContext) {
    const { kafka, settings, options } = context;
    this.consumer = createGroupClient(kafka, settings, options);
    this.marks = new CommitMarks(this.consumer);
    const { firstMilliseconds = 200, longestMilliseconds = 30_000 } = options.backOff ?? {};
    this.backOffs = new PartitionBackOffs(firstMilliseconds, longestMilliseconds);
    const { CRASH, END_BATCH_PROCESS, FETCH } = this.consumer.events;
    this.ended = new Promise((resolve) => {
      this.consumer.on(CRASH, ({ payload }) => resolve(payload.error));
      const stalled = () => resolve(new Error('The client has stopped reading without a word.'));
      this.watch = new StallWatch(stallMilliseconds, () => this.underWay.size > 0, stalled);
    });
    this.consumer.on(FETCH, () => this.watch.seen());
    this.consumer.on(END_BATCH_PROCESS, ({ payload }) => {
      // Transaction markers and aborted records never reach the handler, but the position passes them.
      if (payload.batchSize === 0)
        this.moved(payload.topic, payload.partition, BigInt(payload.lastOffset) + 1n);
    });
  }

  /** Resolves when the group has given this member its partitions. */
  async join(): Promise<void> {
    const { settings, options, member } = this.context;
    const joined = new Promise<void>((resolve) => {
      this.consumer.on(this.consumer.events.GROUP_JOIN, ({ payload }) => {
        this.takeOver(payload.memberAssignment);
        resolve();
      });
    });
    watchHeartbeats(this.consumer, (millisecondsAgo) => member.heard?.(millisecondsAgo));
    await this.consumer.connect();
    const topics = options.topics.map((topic) => physicalName(settings, topic));
    await this.consumer.subscribe({ topics, fromBeginning: options.fromBeginning });
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: options.concurrency ?? 1,
      eachBatch: (payload) => this.track(this.onBatch(payload)),
    });
    await Promise.race([joined, this.ended.then((error) => Promise.reject(error))]);
  }

  /** Takes no new batch, lets those under way end within the time, commits them, leaves the group. */
  async stop(drainMilliseconds: number): Promise<void> {
    this.closing = true;
    this.context.member.left?.();
    this.watch.close();
    this.backOffs.cancel();
    this.pauseAll();
    const deadline = new AbortController();
    const late = pause(drainMilliseconds, undefined, { signal: deadline.signal }).catch(() => undefined);
    await Promise.race([Promise.allSettled(this.underWay), late]);
    deadline.abort();
    await this.marks.commit().catch(() => undefined);
    this.generation += 1;
    await this.consumer.disconnect().catch(() => undefined);
    this.release([]);
  }

  private async track(work: Promise<void>): Promise<void> {
    this.underWay.add(work);
    await work.finally(() => this.underWay.delete(work));
  }

  private takeOver(assignment: Readonly<Record<string, number[]>>): void {
    const { settings, options, member } = this.context;
    this.generation += 1;
    this.backOffs.cancel();
    this.marks.forget();
    this.announced = undefined;
    const assigned = Object.entries(assignment).flatMap(([physical, partitions]) =>
      partitions.map((partition) => ({ topic: logicalName<ReadableTopic>(settings, physical), partition })),
    );
    this.release(assigned);
    member.joined?.(assigned);
    this.consumer.resume(Object.entries(assignment).map(([topic, partitions]) => ({ topic, partitions })));
    for (const partition of assigned) {
      const position = member.positionOf?.(partition);
      if (position !== undefined)
        this.consumer.seek({ ...this.physical(partition), offset: String(position) });
    }
    settings.observer?.assigned?.(options.groupId, assigned.length);
  }

  private release(keeping: readonly TopicPartition[]): void {
    const kept = new Set(keeping.map(keyOf));
    const lost = this.assigned.filter((partition) => !kept.has(keyOf(partition)));
    this.assigned = keeping;
    if (lost.length > 0) this.context.member.revoked?.(lost);
  }

  private async announce(): Promise<void> {
    this.announced ??= this.context.member.assigned?.(this.assigned) ?? Promise.resolve();
    try {
      await this.announced;
    } catch (error) {
      this.announced = undefined;
      throw error;
    }
  }

  private async onBatch(payload: EachBatchPayload): Promise<void> {
    const batch = this.toBatch(payload);
    if (this.closing || batch.isStale() || !payload.isRunning()) return;
    const started = performance.now();
    const beat = setInterval(() => void batch.heartbeat(), heartbeatMilliseconds);
    try {
      await this.announce();
      const outcome = await this.context.member.handle(batch);
      if (batch.isStale()) return;
      await this.finish(payload, batch, outcome ?? undefined);
      this.report(batch, started);
    } catch (error) {
      if (!batch.isStale()) this.comesAgain(payload, batch, error);
    } finally {
      clearInterval(beat);
    }
  }

  private async finish(
    payload: EachBatchPayload,
    batch: RecordBatch,
    outcome: BatchOutcome | undefined,
  ): Promise<void> {
    const { topic, partition, messages } = payload.batch;
    const next = BigInt(payload.batch.lastOffset()) + 1n;
    payload.resolveOffset(messages[messages.length - 1]?.offset ?? payload.batch.lastOffset());
    this.backOffs.succeeded(keyOf(batch));
    this.moved(topic, partition, next);
    if (!this.context.options.commits) return;
    const asked = outcome?.commitUpTo ?? next;
    this.marks.want(topic, partition, asked > next ? next : asked, outcome?.evenIfLower);
    // The work is done: a commit that fails is made up for by the next one.
    await this.marks.commit().catch((error: unknown) => this.warn('An offset is not committed yet.', error));
  }

  private comesAgain(payload: EachBatchPayload, batch: RecordBatch, error: unknown): void {
    const { generation } = this;
    const resume = payload.pause();
    const attempt = this.backOffs.failed(keyOf(batch), () => {
      if (generation === this.generation) resume();
    });
    const { topic, partition } = batch;
    this.context.settings.observer?.batchFailed?.({ topic, partition, attempt, error });
  }

  private toBatch(payload: EachBatchPayload): RecordBatch {
    const { topic, partition, highWatermark, messages } = payload.batch;
    const { settings, clusterId } = this.context;
    const { generation } = this;
    return {
      topic: logicalName<ReadableTopic>(settings, topic),
      partition,
      records: messages.map(toIncomingRecord),
      highWatermark: BigInt(highWatermark),
      topicId: streamIdentity(clusterId, topic),
      heartbeat: () => payload.heartbeat().catch((error: unknown) => this.beatFailed(error, generation)),
      isStale: () =>
        generation !== this.generation || generation === this.fencedGeneration || payload.isStale(),
    };
  }

  /** A rebalance that begins leaves the batch its time; a member that is no longer known has lost it. */
  private beatFailed(error: unknown, generation: number): void {
    if (isFenced(error)) this.fencedGeneration = generation;
  }

  private moved(physical: string, partition: number, next: bigint): void {
    this.context.member.moved?.({ topic: logicalName(this.context.settings, physical), partition }, next);
  }

  private report({ topic, partition, records, highWatermark }: RecordBatch, started: number): void {
    const last = records[records.length - 1]?.offset ?? highWatermark;
    const milliseconds = performance.now() - started;
    const lag = highWatermark - last - 1n;
    const { observer } = this.context.settings;
    observer?.batchHandled?.({ topic, partition, records: records.length, milliseconds, lag });
  }

  private warn(message: string, error: unknown): void {
    const { settings, options } = this.context;
    settings.observer?.log?.('warn', message, { group: options.groupId, error });
  }

  private physical({ topic, partition }: TopicPartition): { topic: string; partition: number } {
    return { topic: physicalName(this.context.settings, topic), partition };
  }

  private pauseAll(): void {
    try {
      this.consumer.pause(
        this.context.options.topics
          .map((topic) => this.physical({ topic, partition: 0 }))
          .map(({ topic }) => ({ topic })),
      );
    } catch {
      // It never ran, or has crashed: nothing to pause.
    }
  }
}
