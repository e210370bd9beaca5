import type { Message } from 'kafkajs';
import { setTimeout as pause } from 'node:timers/promises';
import type { EventLogObserver } from '../connection/event-log-observer.js';
import { isLostSequence } from './is-lost-sequence.js';
import type { ProducerSession } from './producer-session.js';
import type { ProducerSessions } from './producer-sessions.js';

/** One record on its way. `done` is called once, when it is acknowledged or given up. */
export interface Waiting {
  readonly message: Message;
  readonly bytes: number;
  /** Its caller has been told that it is not published. */
  abandoned: boolean;
  done(acknowledged: boolean): void;
}

export interface PartitionQueueOptions {
  readonly physicalTopic: string;
  readonly partition: number;
  readonly maxBatchBytes: number;
  readonly sessions: ProducerSessions;
  readonly observer: EventLogObserver | undefined;
}

const firstBackOff = 50;
const longestBackOff = 2000;

/**
 * The records of one partition: at most one send is under way, what arrives meanwhile goes together into the next.
 * Nothing overtakes: when a record is given up, all that wait behind it are too.
 */
export class PartitionQueue {
  private waiting: Waiting[] = [];
  private running: Promise<void> | undefined;

  constructor(private readonly options: PartitionQueueOptions) {}

  add(entries: readonly Waiting[]): void {
    this.waiting.push(...entries);
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  /** Gives up what waits from `entry` on. What is under way is left to its end. */
  abandonFrom(entry: Waiting): void {
    entry.abandoned = true;
    const place = this.waiting.indexOf(entry);
    if (place >= 0) giveUp(this.waiting.splice(place));
  }

  async idle(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    for (let batch = this.take(); batch.length > 0; batch = this.take()) await this.deliver(batch);
  }

  private take(): readonly Waiting[] {
    let bytes = 0;
    const tooMuch = this.waiting.findIndex((entry, index) => {
      bytes += entry.bytes;
      return index > 0 && bytes > this.options.maxBatchBytes;
    });
    return this.waiting.splice(0, tooMuch < 0 ? this.waiting.length : tooMuch);
  }

  private async deliver(batch: readonly Waiting[]): Promise<void> {
    if (await this.sendUntilAbandoned(batch)) for (const entry of batch) entry.done(true);
    else giveUp([...batch, ...this.waiting.splice(0)]);
  }

  /** The same records, as long as somebody waits for one of them: another set could pass for the first one's repeat. */
  private async sendUntilAbandoned(batch: readonly Waiting[]): Promise<boolean> {
    let session = this.options.sessions.current().lease();
    for (let backOff = firstBackOff; ; backOff = Math.min(backOff * 2, longestBackOff)) {
      const error = await this.attempt(session, batch);
      const abandoned = error !== undefined && batch.every((entry) => entry.abandoned);
      if (abandoned) this.options.sessions.replace(session);
      if (abandoned || error === undefined) {
        void session.release();
        return !abandoned;
      }
      if (isLostSequence(error) || !session.usable) session = this.replaced(session);
      await pause(backOff * (0.75 + Math.random() / 2));
    }
  }

  private replaced(session: ProducerSession): ProducerSession {
    this.options.sessions.replace(session);
    void session.release();
    return this.options.sessions.current().lease();
  }

  private async attempt(session: ProducerSession, batch: readonly Waiting[]): Promise<unknown> {
    const { physicalTopic, partition, observer } = this.options;
    const sent = { topic: physicalTopic, partition, events: batch.length };
    const started = performance.now();
    try {
      await session.send({ physicalTopic, partition, messages: batch.map((entry) => entry.message) });
    } catch (error) {
      observer?.publishAttemptFailed?.({ ...sent, cause: error instanceof Error ? error.name : 'unknown' });
      return error ?? new Error('unknown');
    }
    const bytes = batch.reduce((sum, entry) => sum + entry.bytes, 0);
    observer?.published?.({ ...sent, bytes, milliseconds: performance.now() - started });
    return undefined;
  }
}

function giveUp(entries: readonly Waiting[]): void {
  for (const entry of entries) {
    entry.abandoned = true;
    entry.done(false);
  }
}
