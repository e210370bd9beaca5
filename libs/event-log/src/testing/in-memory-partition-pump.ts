import { setTimeout as pause } from 'node:timers/promises';
import type { TopicPartition } from '../consuming/group-member.js';
import type { RecordBatch } from '../records/incoming-record.js';
import { streamIdentity } from '../topics/stream-identity.js';
import type { InMemoryLog } from './in-memory-log.js';

const batchSize = 500;
const backOffMilliseconds = 5;

/** Gives the records of one partition to a handler, in order, the same batch again when it rejects. */
export class InMemoryPartitionPump {
  private readonly stopped = new AbortController();
  private finished: Promise<void> = Promise.resolve();

  constructor(
    private readonly log: InMemoryLog,
    readonly at: TopicPartition,
    private position: bigint,
    private readonly handle: (batch: RecordBatch) => Promise<void>,
  ) {}

  start(): void {
    this.finished = this.run();
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await this.finished;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted) {
      const records = this.log.read(this.at, this.position, batchSize);
      if (records.length === 0) {
        await this.log.appended(signal);
        continue;
      }
      try {
        await this.handle(this.toBatch(records));
        this.position += BigInt(records.length);
      } catch {
        await pause(backOffMilliseconds, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private toBatch(records: RecordBatch['records']): RecordBatch {
    return {
      ...this.at,
      records,
      highWatermark: this.log.end(this.at),
      topicId: streamIdentity('in-memory', this.at.topic),
      heartbeat: () => Promise.resolve(),
      isStale: () => this.stopped.signal.aborted,
    };
  }
}
