import type { Reading } from '@trackingbms/telemetry';
import { readingKeyText, type CommunicationPeriod, type ReadingKey } from '@trackingbms/tenant-database';
import type { BatteryMemory } from './battery-memory.js';
import type { DecodedRecord } from './decode-record.js';
import type { IntakeStores } from './intake-ports.js';

type ReadingsRecord = Extract<DecodedRecord, { kind: 'readings' }>;
type ConnectionRecord = Extract<DecodedRecord, { kind: 'connected' | 'disconnected' }>;

/** What a chunk brings for one battery, without what is stored already. */
export interface BatteryWork {
  readonly batteryId: number;
  /** Newer than all that is known, earliest first. */
  readonly newer: Reading[];
  /** Not newer, and not stored yet. */
  readonly late: Reading[];
  readonly connections: ConnectionRecord[];
  readonly periods: CommunicationPeriod[];
  /** When the topic took in the newest of `newer`, epoch milliseconds; 0 without any. */
  receivedAt: number;
}

interface Gathered {
  readonly readings: Map<number, { readonly reading: Reading; readonly receivedAt: number }>;
  readonly connections: ConnectionRecord[];
  readonly periods: CommunicationPeriod[];
}

/**
 * Drops what is there already. Of two readings with one key the first stays. The table is asked only about readings
 * that are not newer than the battery's newest; `askAll` asks about every one, after the table refused a row.
 */
export async function sortOutReadings(
  stores: IntakeStores,
  records: readonly DecodedRecord[],
  memories: ReadonlyMap<number, BatteryMemory>,
  askAll: boolean,
): Promise<BatteryWork[]> {
  const works = [...gather(records)].map(([batteryId, gathered]) =>
    splitByNewest(batteryId, gathered, memories.get(batteryId)?.state.latest?.timestamp ?? -Infinity),
  );
  const doubtful = works.flatMap(({ batteryId, newer, late }) =>
    (askAll ? [...newer, ...late] : late).map(({ timestamp }): ReadingKey => ({ batteryId, timestamp })),
  );
  if (doubtful.length === 0) return works;
  const known = await stores.readings.known(doubtful);
  return known.size === 0 ? works : works.map((work) => without(work, known));
}

function gather(records: readonly DecodedRecord[]): Map<number, Gathered> {
  const batteries = new Map<number, Gathered>();
  for (const decoded of records) {
    const { batteryId } = decoded;
    let gathered = batteries.get(batteryId);
    if (gathered === undefined)
      batteries.set(batteryId, (gathered = { readings: new Map(), connections: [], periods: [] }));
    if (decoded.kind === 'communication') gathered.periods.push(decoded.period);
    else if (decoded.kind === 'readings') gatherReadings(gathered, decoded);
    else gathered.connections.push(decoded);
  }
  return batteries;
}

function gatherReadings({ readings }: Gathered, { record, readings: more }: ReadingsRecord): void {
  const receivedAt = record.timestamp;
  for (const reading of more) {
    if (!readings.has(reading.timestamp)) readings.set(reading.timestamp, { reading, receivedAt });
  }
}

function splitByNewest(batteryId: number, { readings, ...said }: Gathered, newest: number): BatteryWork {
  const work: BatteryWork = { batteryId, newer: [], late: [], ...said, receivedAt: 0 };
  let latest = newest;
  for (const { reading, receivedAt } of readings.values()) {
    (reading.timestamp > newest ? work.newer : work.late).push(reading);
    if (reading.timestamp <= latest) continue;
    latest = reading.timestamp;
    work.receivedAt = receivedAt;
  }
  work.newer.sort((one, other) => one.timestamp - other.timestamp);
  return work;
}

function without(work: BatteryWork, known: ReadonlySet<string>): BatteryWork {
  const { batteryId } = work;
  const isNew = ({ timestamp }: Reading) => !known.has(readingKeyText({ batteryId, timestamp }));
  return { ...work, newer: work.newer.filter(isNew), late: work.late.filter(isNew) };
}
