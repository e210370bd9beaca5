import { deadLetterTopic, type TopicName } from '@trackingbms/message-contracts';
import type { OutgoingRecord } from '../publishing/outgoing-event.js';
import type { IncomingRecord } from '../records/incoming-record.js';

export interface DeadLetterOrigin {
  readonly topic: TopicName;
  readonly partition: number;
  /** Stable code with what is wrong, for example `DATA_INVALID batteryId`. Never a value of the record. */
  readonly reason: string;
  /** `poison`, or the name of the error that no retry helped. */
  readonly errorClass: string;
  readonly tenantId?: number;
}

export interface DeadLetterSink {
  /** Resolves when the letter is acknowledged: only then may the record's offset be committed. */
  send(record: IncomingRecord, origin: DeadLetterOrigin): Promise<void>;
}

interface RecordPublisher {
  publishRecords(records: readonly OutgoingRecord[]): Promise<void>;
}

/** Original bytes, key and headers, with where they stood and why they are here in `dl_*` headers. */
export class DeadLetters implements DeadLetterSink {
  constructor(private readonly publisher: RecordPublisher) {}

  async send(record: IncomingRecord, origin: DeadLetterOrigin): Promise<void> {
    const { topic, partition, reason, errorClass, tenantId } = origin;
    const letter: Record<string, string> = {
      dl_topic: topic,
      dl_partition: String(partition),
      dl_offset: String(record.offset),
      dl_timestamp: new Date(record.timestamp).toISOString(),
      dl_reason: reason,
      dl_errorclass: errorClass,
      dl_failedat: new Date().toISOString(),
    };
    if (tenantId !== undefined) letter.dl_tenantid = String(tenantId);
    const { key, value } = record;
    // A redriven letter keeps its first failure.
    const headers = { ...letter, ...record.headers };
    await this.publisher.publishRecords([
      { topic: deadLetterTopic(topic), partition: 0, key, value, headers },
    ]);
  }
}
