import type { TopicName } from '@trackingbms/message-contracts';
import { once } from 'node:events';
import type { EventLogSettings } from '../connection/event-log-settings.js';
import { physicalName } from '../connection/physical-names.js';
import { keyOf } from '../consuming/group-member.js';
import type { RecordBatch } from '../records/incoming-record.js';
import { streamBounds } from '../topics/stream-bounds.js';
import { onePartition } from './one-partition.js';
import { PositionReader } from './position-reader.js';
import { StreamGap } from './stream-gap.errors.js';

export interface PartitionReading {
  topic: TopicName;
  partition: number;
  /** First offset to read. */
  fromOffset: bigint;
  /** A rejection brings the batch again after a back-off. */
  onBatch(batch: RecordBatch): Promise<void>;
  /** Ends the reading; a batch under way is finished first. */
  signal: AbortSignal;
}

/** Reads one partition from a given offset on, beside whoever owns it: for a tenant that catches up. */
export class PartitionReader {
  constructor(private readonly settings: EventLogSettings) {}

  /**
   * Resolves once the signal is aborted.
   * @throws StreamGap when the log does not hold `fromOffset`.
   */
  async read({ topic, partition, fromOffset, onBatch, signal }: PartitionReading): Promise<void> {
    const bound = (await streamBounds(this.settings, topic)).find((known) => known.partition === partition);
    const { low = 0n, high = 0n } = bound ?? {};
    if (fromOffset < low || fromOffset > high) throw new StreamGap(fromOffset, low, high);
    const reader = new PositionReader(this.settings, {
      topics: [topic],
      positions: new Map([[keyOf({ topic, partition }), fromOffset]]),
      assigner: onePartition(physicalName(this.settings, topic), partition),
      onBatch: async (batch) => (signal.aborted ? undefined : onBatch(batch)),
    });
    try {
      if (!signal.aborted) await reader.start();
      if (!signal.aborted) await once(signal, 'abort');
    } finally {
      await reader.stop();
    }
  }
}
