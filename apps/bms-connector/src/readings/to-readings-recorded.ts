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

/** These go onto the wire in another form. */
const times = new Set<keyof Reading>(['timestamp', 'bmsTimestamp']);

export function toReadingV1(reading: Reading): ReadingV1 {
  const { timestamp, bmsTimestamp } = reading;
  const onTheWire: Record<string, unknown> = { timestamp: new Date(timestamp).toISOString() };
  if (bmsTimestamp !== null) onTheWire.bmsTimestamp = new Date(bmsTimestamp).toISOString();
  for (const name of Object.keys(reading) as (keyof Reading)[]) {
    if (reading[name] !== null && !times.has(name)) onTheWire[name] = reading[name];
  }
  return onTheWire as unknown as ReadingV1;
}
