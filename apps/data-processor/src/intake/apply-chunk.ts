import { alertChanges, type AlertChange, type AppendedAlert, type StoredAlert } from '@trackingbms/alerts';
import { withoutRawFrames, type Reading, type RollUp } from '@trackingbms/telemetry';
import type { HourlyRollUp } from '@trackingbms/tenant-database';
import type { WatchedBattery } from '../fleet-view/watched-battery.js';
import { loadBatteries, openHours, type BatteryMemory } from './battery-memory.js';
import type { DecodedRecord } from './decode-record.js';
import { followBattery, type Followed } from './follow-battery.js';
import type { IntakeStores, StreamPlace } from './intake-ports.js';
import { rollUpLate } from './roll-up-late.js';
import { rollUpNewer } from './roll-up-newer.js';
import { sortOutReadings, type BatteryWork } from './sort-out-readings.js';

/** Records of one tenant that become durable together. */
export interface Chunk {
  readonly place: StreamPlace;
  readonly records: readonly DecodedRecord[];
  /** The checkpoint before, and after. */
  readonly seen: bigint;
  readonly next: bigint;
}

/** What applying needs to know; none of it is changed. */
export interface ChunkContext {
  readonly memories: ReadonlyMap<number, BatteryMemory>;
  readonly battery: (batteryId: number) => WatchedBattery;
  /** Ask the table about every reading: it has refused one. */
  readonly askAll: boolean;
}

export interface AppliedChunk {
  /** Of the batteries of the chunk, as the transaction leaves them. */
  readonly memories: ReadonlyMap<number, BatteryMemory>;
  readonly readings: number;
  readonly alertEvents: number;
}

interface Outcome {
  readonly work: BatteryWork;
  readonly before: BatteryMemory;
  readonly followed: Followed;
  readonly hours: Map<number, RollUp>;
  readonly lastValid: Reading | null;
}

/**
 * Everything that a chunk changes, in the transaction of its checkpoint. The checkpoint goes first: its row is the lock
 * that makes a second owner of the partition wait here, and find out that it is late.
 */
export async function applyChunk(
  stores: IntakeStores,
  chunk: Chunk,
  context: ChunkContext,
): Promise<AppliedChunk> {
  await stores.checkpoints.advance(chunk.place, chunk.seen, chunk.next);
  const memories = await allMemories(stores, chunk.records, context.memories);
  const works = await sortOutReadings(stores, chunk.records, memories, context.askAll);
  await stores.readings.insert(works.flatMap(rowsOf));
  const outcomes = works.map((work) => outcomeOf(work, memories, context));
  for (const outcome of outcomes) await addLate(stores, outcome);
  await stores.rollUps.save(outcomes.flatMap((outcome) => hoursToSave(outcome, context)));
  const changes = outcomes.flatMap(({ before, followed }) =>
    alertChanges(before.storedAlerts, followed.events),
  );
  const appended = changes.length === 0 ? [] : await stores.alerts.append(changes);
  await saveStates(stores, outcomes);
  return {
    memories: new Map(outcomes.map((outcome) => [outcome.work.batteryId, memoryAfter(outcome, appended)])),
    readings: works.reduce((sum, { newer, late }) => sum + newer.length + late.length, 0),
    alertEvents: eventCount(changes),
  };
}

async function saveStates(stores: IntakeStores, outcomes: readonly Outcome[]): Promise<void> {
  const changed = outcomes.filter(({ before, followed }) => followed.state !== before.state);
  await stores.states.save(changed.map(({ followed }) => followed.state));
  await stores.states.saveCommunication(
    changed
      .filter(({ before, followed }) => followed.state.communication !== before.state.communication)
      .map(({ followed }) => followed.state),
  );
}

const eventCount = (changes: readonly AlertChange[]): number =>
  changes.reduce((sum, { events }) => sum + events.length, 0);

async function allMemories(
  stores: IntakeStores,
  records: readonly DecodedRecord[],
  known: ReadonlyMap<number, BatteryMemory>,
): Promise<ReadonlyMap<number, BatteryMemory>> {
  const missing = [...new Set(records.map(({ batteryId }) => batteryId))].filter((id) => !known.has(id));
  if (missing.length === 0) return known;
  return new Map([...known, ...(await loadBatteries(stores, missing))]);
}

const rowsOf = ({ batteryId, newer, late }: BatteryWork) =>
  [...late, ...newer].map((reading) => ({ batteryId, reading }));

function outcomeOf(
  work: BatteryWork,
  memories: ReadonlyMap<number, BatteryMemory>,
  { battery }: ChunkContext,
): Outcome {
  const before = memories.get(work.batteryId) as BatteryMemory;
  const followed = followBattery(before, work, battery(work.batteryId));
  return { work, before, followed, ...rollUpNewer(work.batteryId, before, work.newer) };
}

/** Late readings: their hours come from the rows, which hold the newer readings of this chunk as well. */
async function addLate(stores: IntakeStores, outcome: Outcome): Promise<void> {
  const { batteryId, late } = outcome.work;
  if (late.length === 0) return;
  for (const hour of await rollUpLate(stores, batteryId, late)) outcome.hours.set(hour.periodStart, hour);
}

function hoursToSave({ work, hours }: Outcome, { battery }: ChunkContext): HourlyRollUp[] {
  const { ratedCapacityAh } = battery(work.batteryId);
  return [...hours.values()].map((rollUp) => ({ rollUp, ratedCapacityAh }));
}

function memoryAfter(outcome: Outcome, appended: readonly AppendedAlert[]): BatteryMemory {
  const { before, followed, hours } = outcome;
  const lastValid = newestValid(outcome);
  const kept = openHours(followed.state, lastValid).flatMap((start): [number, RollUp][] => {
    const rollUp = hours.get(start) ?? before.hours.get(start);
    return rollUp ? [[start, rollUp]] : [];
  });
  const storedAlerts =
    followed.events.length === 0 ? before.storedAlerts : storedAfter(before.storedAlerts, followed, appended);
  return { state: followed.state, lastValid, hours: new Map(kept), storedAlerts };
}

/** A late reading can be newer than the last valid one when only invalid ones came after it. */
function newestValid({ work, lastValid }: Outcome): Reading | null {
  const newest = work.late
    .filter(({ dataQuality }) => dataQuality !== 'invalid')
    .reduce(
      (best, reading) => (best === null || reading.timestamp > best.timestamp ? reading : best),
      lastValid,
    );
  return newest && withoutRawFrames(newest);
}

/** The open alerts with where their streams stand after the events of the chunk. */
export function storedAfter(
  before: readonly StoredAlert[],
  { alerts }: Followed,
  appended: readonly AppendedAlert[],
): StoredAlert[] {
  return [...alerts.open.values()].map((alert) => {
    const moved = appended.find(
      ({ batteryId, code }) => batteryId === alert.batteryId && code === alert.code,
    );
    if (moved) return { alertId: moved.alertIds.at(-1) as number, version: moved.version, alert };
    const old = before.find((stored) => stored.alert.code === alert.code) as StoredAlert;
    return { ...old, alert };
  });
}
