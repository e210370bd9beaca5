import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import type { TopicName } from '@trackingbms/message-contracts';
import { isObservable, lastValueFrom } from 'rxjs';
import type { EventLogSettings } from '../connection/event-log-settings.js';
import type { BatchOutcome, RecordBatch } from '../records/incoming-record.js';
import { BatchConsumer, type BatchConsumerOptions } from './batch-consumer.js';

export type KafkaBatchStrategyOptions = Omit<BatchConsumerOptions, 'topics' | 'handler'>;

/** Gives batches to `@EventPattern<string>(topic)` methods that take a RecordBatch: guards, pipes and injection work. */
export class KafkaBatchStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol('kafka-batch');
  /** The observer hears of a failed batch: without this Nest logs it besides. */
  override readonly propagatesEventHandlerErrors = true;
  private consumer: BatchConsumer | undefined;

  constructor(
    private readonly settings: EventLogSettings,
    private readonly options: KafkaBatchStrategyOptions,
  ) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    this.begin().then(() => callback(), callback);
  }

  async close(): Promise<void> {
    await this.consumer?.stop();
  }

  override on(): never {
    throw new Error('The batch strategy has no events of its own: use the observer of its settings.');
  }

  override unwrap<T>(): T {
    return this.consumer as T;
  }

  private async begin(): Promise<void> {
    const topics = [...this.messageHandlers.keys()] as TopicName[];
    const shared = topics.find((topic) => this.messageHandlers.get(topic)?.next !== undefined);
    if (shared !== undefined)
      throw new Error(`Two handlers take ${shared}: its offsets could not be told apart.`);
    this.consumer = new BatchConsumer(this.settings, {
      ...this.options,
      topics,
      handler: (batch) => this.dispatch(batch),
    });
    await this.consumer.start();
  }

  private async dispatch(batch: RecordBatch): Promise<BatchOutcome | void> {
    const answer: unknown = await this.getHandlerByPattern(batch.topic)?.(batch);
    // Nest answers a failed handler with an Observable that carries the error: unseen, its offsets would be committed.
    const outcome: unknown = isObservable(answer)
      ? await lastValueFrom(answer, { defaultValue: undefined })
      : answer;
    return outcome as BatchOutcome | void;
  }
}
