import type { ConsumerEvents, EachBatchPayload, Kafka } from 'kafkajs';

type Listener = (event: { payload: unknown }) => void;
type EachBatch = (payload: EachBatchPayload) => Promise<void>;

const events = {
  CRASH: 'crash',
  END_BATCH_PROCESS: 'end',
  GROUP_JOIN: 'join',
  FETCH: 'fetch',
  REQUEST: 'request',
  HEARTBEAT: 'heartbeat',
} as unknown as ConsumerEvents;

export interface FakeBatch {
  readonly partition: number;
  readonly offsets: readonly number[];
}

/** The consumer of the Kafka client as far as a group's life uses it, moved by hand: for what a broker does only by chance. */
export class FakeGroupClient {
  readonly commits: string[] = [];
  readonly resolved: string[] = [];
  readonly seeks: string[] = [];
  readonly paused = new Set<number>();
  heartbeat: () => Promise<void> = () => Promise.resolve();
  commit: () => Promise<void> = () => Promise.resolve();
  leave: () => Promise<void> = () => Promise.resolve();
  private readonly listeners = new Map<string, Listener[]>();
  private eachBatch: EachBatch = () => Promise.resolve();

  constructor(private readonly topic: string) {}

  kafka(): Kafka {
    const consumer = {
      events,
      on: (name: string, listener: Listener) =>
        this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]),
      connect: () => Promise.resolve(),
      disconnect: () => this.leave(),
      subscribe: () => Promise.resolve(),
      run: async ({ eachBatch }: { eachBatch: EachBatch }) => {
        this.eachBatch = eachBatch;
        this.join(0, 1);
      },
      commitOffsets: async (marks: readonly { partition: number; offset: string }[]) => {
        await this.commit();
        this.commits.push(...marks.map(({ partition, offset }) => `${partition}:${offset}`));
      },
      seek: ({ partition, offset }: { partition: number; offset: string }) =>
        this.seeks.push(`${partition}:${offset}`),
      pause: () => undefined,
      resume: (given: readonly { partitions?: readonly number[] }[]) => this.resume(given),
    };
    return { consumer: () => consumer } as unknown as Kafka;
  }

  /** The group gives these partitions. */
  join(...partitions: number[]): void {
    this.emit('join', { memberAssignment: { [this.topic]: partitions } });
  }

  crash(error: Error): void {
    this.emit('crash', { error });
  }

  /** A request was answered, well or not, after so many ms. */
  answered(apiName: string, duration: number): void {
    this.emit('request', { apiName, duration });
  }

  /** The answer to a heartbeat was good. */
  beaten(): void {
    this.emit('heartbeat', {});
  }

  fetched(): void {
    this.emit('fetch', {});
  }

  /** A fetch brought only records that no reader may see. */
  skip(partition: number, lastOffset: number): void {
    this.emit('end', { topic: this.topic, partition, batchSize: 0, lastOffset: String(lastOffset) });
  }

  async give({ partition, offsets }: FakeBatch): Promise<void> {
    const messages = offsets.map((offset) => ({
      offset: String(offset),
      key: null,
      value: null,
      timestamp: '0',
    }));
    const last = String(offsets[offsets.length - 1]);
    const payload = {
      batch: { topic: this.topic, partition, messages, highWatermark: '100', lastOffset: () => last },
      resolveOffset: (offset: string) => this.resolved.push(`${partition}:${offset}`),
      heartbeat: () => this.heartbeat(),
      pause: () => {
        this.paused.add(partition);
        return () => this.paused.delete(partition);
      },
      isRunning: () => true,
      isStale: () => false,
    };
    await this.eachBatch(payload as unknown as EachBatchPayload);
  }

  private resume(given: readonly { partitions?: readonly number[] }[]): void {
    for (const partition of given.flatMap(({ partitions = [] }) => partitions)) this.paused.delete(partition);
  }

  private emit(name: string, payload: unknown): void {
    for (const listener of this.listeners.get(name) ?? []) listener({ payload });
  }
}
