import type { ReadingsRecordedV1, ReadingV1 } from '@trackingbms/message-contracts';
import type { Reading } from '@trackingbms/telemetry';

/** The reading as it goes onto the wire: what is not known is left out. */
export function toReadingsRecorded(batteryId: number, reading: Reading): ReadingsRecordedV1 {
  const { timestamp, bmsTimestamp, ...values } = reading;
  const known = Object.entries(values).filter(([, value]) => value !== null);
  return {
    batteryId,
    readings: [
      {
        timestamp: new Date(timestamp).toISOString(),
        ...(bmsTimestamp !== null && { bmsTimestamp: new Date(bmsTimestamp).toISOString() }),
        ...(Object.fromEntries(known) as Omit<ReadingV1, 'timestamp'>),
      },
    ],
  };
}
