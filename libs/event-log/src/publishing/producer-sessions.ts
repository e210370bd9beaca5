import type { CompressionTypes, Kafka } from 'kafkajs';
import { ProducerSession } from './producer-session.js';

/**
 * The producer in use, and its replacement. After an open outcome nobody knows which sequence number the broker expects
 * next: another batch under the same producer id could be dropped as a repeat, so it gets a new id.
 */
export class ProducerSessions {
  private session: ProducerSession | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly compression: CompressionTypes,
  ) {}

  current(): ProducerSession {
    this.session ??= this.open();
    return this.session;
  }

  /** Does nothing when another partition has replaced it already. */
  replace(session: ProducerSession): void {
    if (this.session !== session) return;
    this.session = undefined;
    void session.retire();
  }

  async close(): Promise<void> {
    const session = this.session;
    this.session = undefined;
    await session?.retire();
  }

  private open(): ProducerSession {
    const session = new ProducerSession(this.kafka, this.compression);
    session.ready().catch(() => this.replace(session));
    return session;
  }
}
