import type { Reading } from '@trackingbms/telemetry';
import { readingKeyText, type ReadingKey } from '@trackingbms/tenant-database';
import type { BatteryMemory } from './battery-memory.js';
import type { DecodedRecord } from './decode-record.js';
import type { IntakeStores } from './intake-ports.js';

type ConnectionRecord = Extract<DecodedRecord, { kind: 'connected' | 'disconnected' }>;

/** What a chunk brings for one battery, without what is stored already. */
export interface BatteryWork {
  readonly batteryId: number;
  /** Newer than all that is known, earliest first. */
  readonly newer: Reading[];
  /** Not newer, and not stored yet. */
  readonly late: Reading[];
  readonly connections: ConnectionRecord[];
  /** When the topic took in the newest of `newer`, epoch milliseconds; 0 without any. */
  receivedAt: number;
}

interface Gathered {
  readonly readings: Map<number, { readonly reading: Reading; readonly receivedAt: number }>;
  readonly connections: ConnectionRecord[];
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
      batteries.set(batteryId, (gathered = { readings: new Map(), connections: [] }));
    if (decoded.kind === 'communication') continue;
    if (decoded.kind !== 'readings') {
      gathered.connections.push(decoded);
      continue;
    }
    const receivedAt = decoded.record.timestamp;
    for (const reading of decoded.readings) {
      const { readings } = gathered;
      if (!readings.has(reading.timestamp)) readings.set(reading.timestamp, { reading, receivedAt });
    }
  }
  return batteries;
}

function splitByNewest(batteryId: number, { readings, connections }: Gathered, newest: number): BatteryWork {
  const work: BatteryWork = { batteryId, newer: [], late: [], connections, receivedAt: 0 };
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
