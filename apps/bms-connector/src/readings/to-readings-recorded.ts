import type { ReadingsRecordedV1, ReadingV1 } from '@trackingbms/message-contracts';
import type { Reading } from '@trackingbms/telemetry';

/** The reading as it goes onto the wire: what is not known is left out. */
export function toReadingsRecorded(
  batteryId: number,
  reading: Reading,
  rawFrames?: readonly string[],
): ReadingsRecordedV1 {
  const onTheWire = toReadingV1(reading);
  if (rawFrames) onTheWire.rawFrames = [...rawFrames];
  return { batteryId, readings: [onTheWire] };
}

export function toReadingV1({ timestamp, bmsTimestamp, ...values }: Reading): ReadingV1 {
  const known = Object.entries(values).filter(([, value]) => value !== null);
  return {
    timestamp: new Date(timestamp).toISOString(),
    ...(bmsTimestamp !== null && { bmsTimestamp: new Date(bmsTimestamp).toISOString() }),
    ...(Object.fromEntries(known) as Omit<ReadingV1, 'timestamp'>),
  };
}
