import { afterEach, beforeEach } from '@jest/globals';
import { topics } from '@trackingbms/message-contracts';
import type { BatchConsumerOptions } from '../consuming/batch-consumer.js';
import type { IncomingRecord, RecordBatch } from '../records/incoming-record.js';
import type { Collected } from './collected.js';
import type { EventLogUnderTest } from './event-log-under-test.js';
import type { StartsAndStops } from './in-memory-event-log.js';
import { deviceConnected } from './sample-events.js';

export interface EventLogSetUp {
  /** With the topics for readings and fleet, empty. */
  open(): Promise<EventLogUnderTest>;
  close(): Promise<void>;
}

export const idOf = ({ headers }: IncomingRecord): string => headers.ce_id ?? '';

export const idsInto =
  (seen: Collected<string>) =>
  async (batch: RecordBatch): Promise<void> =>
    seen.add(...batch.records.map(idOf));

/** A fresh log for each case; what a case has started is stopped after it. */
export class ContractCase {
  private current: EventLogUnderTest | undefined;
  private readers: StartsAndStops[] = [];

  constructor({ open, close }: EventLogSetUp) {
    beforeEach(async () => {
      this.current = await open();
      this.readers = [];
      await this.current.connect();
    });
    afterEach(async () => {
      await Promise.all(this.readers.map((reader) => reader.stop()));
      await this.current?.disconnect();
      await close();
    });
  }

  get log(): EventLogUnderTest {
    if (this.current === undefined) throw new Error('The log of a case exists only while it runs.');
    return this.current;
  }

  async started<Reader extends StartsAndStops>(reader: Reader): Promise<Reader> {
    this.readers.push(reader);
    await reader.start();
    return reader;
  }

  /** A member of the group `group` on the readings topic, unless `options` say otherwise. */
  consumer(options: Partial<BatchConsumerOptions> & Pick<BatchConsumerOptions, 'handler'>): StartsAndStops {
    return this.log.batchConsumer({
      groupId: 'group',
      topics: [topics.readings],
      fromBeginning: true,
      ...options,
    });
  }

  async publishIds(tenantId: number, ...ids: string[]): Promise<void> {
    await this.log.publish(ids.map((id) => deviceConnected(tenantId, 1, id)));
  }
}
