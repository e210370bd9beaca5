import { StreamGap, type PartitionReader } from '@trackingbms/event-log';
import type { CatchUpReader, IntakeObserver, StreamPlace } from './intake-ports.js';
import { TenantHeldBack } from './intake.errors.js';

type Reading = Parameters<CatchUpReader['read']>[0];

/**
 * Reads a partition of the log for a tenant that catches up. What the log no longer holds is lost to the tenant: that is
 * an alarm, and reading goes on with what is left. An offset beyond the end is of another stream: nothing is read.
 */
export class LogCatchUpReader implements CatchUpReader {
  constructor(
    private readonly reader: Pick<PartitionReader, 'read'>,
    private readonly observer: Pick<IntakeObserver, 'alarm'>,
  ) {}

  async read(reading: Reading, place: StreamPlace): Promise<void> {
    const { topic, partition } = place;
    try {
      await this.reader.read({ ...reading, topic, partition });
    } catch (error) {
      if (!(error instanceof StreamGap)) throw error;
      if (error.fromOffset > error.high) throw new TenantHeldBack('stream-made-anew', { cause: error });
      const lost = { partition, from: String(error.fromOffset), to: String(error.low) };
      this.observer.alarm('StreamGapDetected: records were deleted before a tenant could take them.', lost);
      await this.reader.read({ ...reading, fromOffset: error.low, topic, partition });
    }
  }
}
